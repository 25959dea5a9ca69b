"""Who can stand before the kiosk. Every person, item and price is invented."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice

from kiosk.model.bill import Bill, BillLine
from kiosk.model.money import ZERO, Money, total
from kiosk.sandbox.records import Coverage, Habit, OrderedBill, Person

# Name, unit, fen a unit, class. Sixty of them: the longest bill has each once.
CATALOGUE: tuple[tuple[str, str, int, str], ...] = (
    ("门诊诊察费（副主任医师）", "次", 38_00, "甲"),
    ("血常规（五分类）", "次", 20_00, "甲"),
    ("阿莫西林胶囊 0.25g×24粒", "盒", 11_56, "甲"),
    ("腹部彩色多普勒超声", "次", 120_00, "乙"),
    ("医用外科口罩", "只", 1_20, "自费"),
    ("尿常规", "次", 12_00, "甲"),
    ("肝功能八项", "次", 68_00, "甲"),
    ("肾功能三项", "次", 36_00, "甲"),
    ("空腹血糖", "次", 6_00, "甲"),
    ("糖化血红蛋白", "次", 55_00, "乙"),
    ("血脂四项", "次", 42_00, "甲"),
    ("甲状腺功能五项", "次", 185_00, "乙"),
    ("C反应蛋白", "次", 25_00, "甲"),
    ("降钙素原", "次", 150_00, "乙"),
    ("心电图（十二导联）", "次", 22_00, "甲"),
    ("动态心电图 24小时", "次", 210_00, "乙"),
    ("胸部CT平扫", "次", 228_00, "乙"),
    ("头颅磁共振平扫", "部位", 560_00, "乙"),
    ("数字化摄影（DR）", "部位", 72_00, "甲"),
    ("电子胃镜检查", "次", 265_00, "乙"),
    ("幽门螺杆菌呼气试验", "次", 98_00, "乙"),
    ("肺功能检查", "次", 110_00, "乙"),
    ("骨密度测定", "部位", 95_00, "自费"),
    ("眼底照相", "只", 45_00, "乙"),
    ("静脉采血", "次", 3_50, "甲"),
    ("静脉输液", "组", 9_80, "甲"),
    ("肌肉注射", "次", 4_20, "甲"),
    ("雾化吸入", "次", 11_00, "甲"),
    ("换药（小）", "次", 16_50, "甲"),
    ("清创缝合（中）", "次", 132_00, "甲"),
    ("针刺治疗", "次", 40_00, "甲"),
    ("推拿治疗", "次", 65_00, "乙"),
    ("低频脉冲电治疗", "次", 28_00, "乙"),
    ("一次性使用输液器", "支", 2_35, "甲"),
    ("一次性采血针", "支", 88, "甲"),
    ("无菌敷贴 10cm×10cm", "片", 6_70, "自费"),
    ("0.9%氯化钠注射液 250ml", "瓶", 3_83, "甲"),
    ("5%葡萄糖注射液 500ml", "瓶", 4_17, "甲"),
    ("头孢呋辛酯片 0.25g×12片", "盒", 14_92, "甲"),
    ("左氧氟沙星片 0.5g×4片", "盒", 9_33, "甲"),
    ("奥美拉唑肠溶胶囊 20mg×14粒", "盒", 8_41, "甲"),
    ("铝碳酸镁咀嚼片 0.5g×20片", "盒", 23_64, "乙"),
    ("二甲双胍片 0.5g×30片", "盒", 6_27, "甲"),
    ("阿卡波糖片 50mg×30片", "盒", 5_42, "甲"),
    ("苯磺酸氨氯地平片 5mg×28片", "盒", 4_48, "甲"),
    ("缬沙坦胶囊 80mg×28粒", "盒", 12_19, "甲"),
    ("阿托伐他汀钙片 20mg×28片", "盒", 9_99, "甲"),
    ("阿司匹林肠溶片 0.1g×30片", "盒", 7_05, "甲"),
    ("孟鲁司特钠咀嚼片 4mg×30片", "盒", 31_77, "乙"),
    ("布地奈德混悬液 1mg×5支", "盒", 28_15, "乙"),
    ("氯雷他定片 10mg×12片", "盒", 10_26, "甲"),
    ("复方甘草口服溶液 100ml", "瓶", 7_61, "甲"),
    ("连花清瘟胶囊 0.35g×36粒", "盒", 19_85, "甲"),
    ("蒲地蓝消炎口服液 10ml×10支", "盒", 33_40, "乙"),
    ("六味地黄丸 200丸", "瓶", 16_73, "甲"),
    ("黄芪 饮片", "10克", 3_19, "甲"),
    ("当归 饮片", "10克", 4_07, "甲"),
    ("玻璃酸钠滴眼液 5ml", "支", 46_58, "乙"),
    ("维生素D滴剂 400单位×30粒", "盒", 39_90, "自费"),
    ("病历本工本费", "本", 1_00, "自费"),
)

ENOUGH = Money(8_000_00)
TREATED_ON_CREDIT = "P1029"  # treat first, pay later: her doctor has settled it


def sample_people() -> tuple[Person, ...]:
    """The people that demos and tests know by number."""
    return (
        Person(
            "P1001",
            "张伟",
            "职工医保，信用额度充足，两个字的名字",
            sex="男",
            account=Money(6_00),
            bank="示范银行",
            credit=ENOUGH,
            one_code="微信支付",
        ),
        Person("P1002", "李梓涵", "儿童，出示家长的亲属码", guardian="李娜", age=6),
        Person(
            "P1003", "王秀英", "离休，医保全额支付，自付 0.00", coverage=Coverage.FULL
        ),
        Person("P1004", "陈志强", "自费患者", sex="男", coverage=Coverage.NONE),
        Person(
            "P1005",
            "刘𠮷祥",
            "信用额度不足，名字含扩展区生僻字",
            sex="男",
            bank="示范银行",
            credit=Money(5_00),
        ),
        Person(
            "P1006",
            "赵䶮",
            "没有信用合约，生僻字名",
            account=Money(30),
            one_code="微信支付",
        ),
        Person("P1007", "孙㛃", "一张六十行的账单，生僻字名", account=Money(500_00)),
        Person(
            "P1008",
            "欧阳晓明",
            "三张账单，复姓",
            sex="男",
            account=Money(12_05),
            bank="示范银行",
            credit=ENOUGH,
            one_code="示范银行储蓄卡",
        ),
        Person("P1009", "买买提江·吐尔逊·阿不都热合曼", "很长的民族姓名", sex="男"),
        Person("P1010", "周婷", "没有待缴账单", account=Money(100_00)),
        Person("P1011", "吴磊", "付款时手机要求输入密码", sex="男", habit=Habit.ASKS),
        Person("P1012", "郑美玲", "付款时在手机上取消", habit=Habit.CANCELS),
        Person("P1013", "冯军", "钱包余额不足", sex="男", wallet=Money(50)),
        Person(
            "P1014",
            "黄丽华",
            "不用个人账户，自付超过一千元",
            uses_account=False,
            account=Money(2_000_00),
            one_code="支付宝",
        ),
        Person("P1015", "何静", "个人账户付清，自付 0.00", account=Money(3_000_00)),
        Person(
            "P1016",
            "吕芳",
            "有住院通知单，尚未入院",
            bank="示范银行",
            credit=ENOUGH,
        ),
        Person("P1017", "施建国", "住院中，可续交预交金", sex="男"),
        Person("P1018", "孔繁森林", "可出院，预交金有余", sex="男"),
        Person(
            "P1020",
            "蒋子轩",
            "已满十八岁，亲属码不再有效",
            sex="男",
            guardian="蒋卫国",
            age=18,
        ),
        Person(
            "P1021",
            "陆桂珍",
            "老人，出示子女的亲属码",
            guardian="陆晓峰",
            age=83,
            account=Money(120_00),
        ),
        Person("P1022", "韩志明", "两张账单，工伤的一张只能在窗口缴", sex="男"),
        Person("P1019", "严婉如", "可出院，预交金不足", account=Money(50_00)),
        Person(
            TREATED_ON_CREDIT,
            "柳青云",
            "先诊疗后付费，医生已用信用额度结算",
            bank="示范银行",
            credit=ENOUGH,
        ),
    )


# Which items of the catalogue, and how many of each, bill by bill.
_ORDERS: dict[str, tuple[tuple[tuple[int, int], ...], ...]] = {
    "P1001": (((0, 1), (1, 1), (2, 2), (4, 1)),),
    "P1002": (((0, 1), (48, 1), (27, 3)),),
    "P1003": (((0, 1), (44, 2), (16, 1)),),
    "P1004": (((0, 1), (18, 2), (38, 1), (4, 5)),),
    "P1005": (((19, 1), (20, 1), (40, 2)),),
    "P1006": (((59, 1),),),
    "P1007": (tuple((item, 1 + item % 3) for item in range(len(CATALOGUE))),),
    "P1008": (((0, 1),), ((6, 1), (7, 1), (24, 1)), ((54, 2), (55, 30), (58, 1))),
    "P1009": (((21, 1), (50, 2), (51, 1)),),
    "P1010": (),
    "P1011": (((14, 1), (46, 3)),),
    "P1012": (((30, 2), (31, 1)),),
    "P1013": (((5, 1), (8, 1), (22, 1)),),
    "P1014": (((17, 3), (15, 1), (22, 1), (58, 20)),),
    "P1022": (((4, 2), (28, 1)), ((18, 1), (29, 1))),
    TREATED_ON_CREDIT: (((0, 1), (3, 1), (40, 1)),),
    "P1015": (((3, 1), (41, 2), (35, 4)),),
}


# The bills that no kiosk may take, and who does.
_AT_WINDOW = {"B1022-2": "5号窗口（工伤结算）"}


def sample_bills(today: date) -> tuple[OrderedBill, ...]:
    """What they all owe, ordered in the last days."""
    return tuple(
        ordered_bill(psn_no, number, items, today - timedelta(days=number - 1))
        for psn_no, orders in _ORDERS.items()
        for number, items in enumerate(orders, start=1)
    )


def ordered_bill(
    psn_no: str, number: int, items: tuple[tuple[int, int], ...], ordered_on: date
) -> OrderedBill:
    """One bill of catalogue items; its id says whose it is and the which."""
    id = f"{psn_no.replace('P', 'B', 1)}-{number}"
    lines = tuple(_line(item, count) for item, count in items)
    amount = total(line.amount for line in lines)
    bill = Bill(id, ordered_on, amount, lines, _AT_WINDOW.get(id))
    return OrderedBill(id, psn_no, bill)


def usual_items(psn_no: str, number: int) -> tuple[tuple[int, int], ...]:
    """Three items for a further bill, the same each time it is asked."""
    start = (sum(psn_no.encode()) * 7 + number * 13) % len(CATALOGUE)
    picks = islice(cycle(range(len(CATALOGUE))), start, start + 3)
    return tuple((item, 1 + (item + number) % 2) for item in picks)


def crowd(size: int) -> Iterator[Person]:
    """Many plain people, P20001 onwards, for a day's load."""
    family = cycle("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨")
    given = cycle("安博晨丹恩方功涵嘉凯兰")
    for number in range(size):
        has_contract = number % 2 == 0
        yield Person(
            f"P{20001 + number}",
            next(family) + next(given),
            "负载测试用",
            account=Money(number % 7 * 10_00),
            bank="示范银行" if has_contract else None,
            credit=ENOUGH if has_contract else ZERO,
        )


def _line(item: int, count: int) -> BillLine:
    name, unit, fen, category = CATALOGUE[item]
    return BillLine(name, f"{count} {unit}", Money(fen * count), category)

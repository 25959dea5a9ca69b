<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Amount</name>
    <message>
        <source>Total</source>
        <translation>费用总额</translation>
    </message>
    <message>
        <source>Insurance funds pay</source>
        <translation>医保统筹支付</translation>
    </message>
    <message>
        <source>Personal account pays</source>
        <translation>个人账户支付</translation>
    </message>
    <message>
        <source>The hospital pays</source>
        <translation>医院减免</translation>
    </message>
    <message>
        <source>{patient} · bills: {count}</source>
        <translation>{patient} · 共 {count} 笔费用</translation>
    </message>
    <message>
        <source>Your deposits pay</source>
        <translation>预交金抵扣</translation>
    </message>
    <message>
        <source>You get back of your deposits</source>
        <translation>预交金退回</translation>
    </message>
    <message>
        <source>{patient} · deposit for stay {number}</source>
        <translation>{patient} · 住院号 {number} 预交金</translation>
    </message>
    <message>
        <source>{patient} · stay {number}</source>
        <translation>{patient} · 住院号 {number}</translation>
    </message>
</context>
<context>
    <name>AmountScreen</name>
    <message>
        <source>Please check the amount</source>
        <translation>请核对金额</translation>
    </message>
    <message>
        <source>%1 credit, %2 left</source>
        <translation>%1信用就医，可用 %2</translation>
    </message>
    <message>
        <source>Confirm, nothing to pay</source>
        <translation>确认结算</translation>
    </message>
    <message>
        <source>Pay with one touch</source>
        <translation>一键支付</translation>
    </message>
    <message>
        <source>Pay with my phone</source>
        <translation>用手机付款</translation>
    </message>
    <message>
        <source>You pay nothing</source>
        <translation>您不用付钱</translation>
    </message>
    <message>
        <source>You pay</source>
        <translation>您需支付</translation>
    </message>
    <message>
        <source>Pay all with my phone</source>
        <translation>全部用手机付款</translation>
    </message>
    <message>
        <source>Credit %1 + phone %2</source>
        <translation>信用就医 %1 + 手⁠机 %2</translation>
    </message>
    <message>
        <source>Use a payment code</source>
        <translation>改用付款码支付</translation>
    </message>
    <message>
        <source>%1 credit: %2 left. Only the bank can raise it, in its app or a branch.</source>
        <translation>%1信用就医可用 %2。提高额度请用银行App或到银行，本机不能办理。</translation>
    </message>
    <message>
        <source>Insurance code pays, by %1</source>
        <translation>医保码直接付款（%1）</translation>
    </message>
    <message>
        <source>Check your registration</source>
        <translation>请核对挂号信息</translation>
    </message>
    <message>
        <source>Settle now</source>
        <translation>确认结算</translation>
    </message>
    <message>
        <source>%1 credit: %2 left. Raise it at the bank</source>
        <translation>%1信用就医可用 %2，去银行提额</translation>
    </message>
    <message>
        <source>Sign up for credit</source>
        <translation>开通信用就医</translation>
    </message>
</context>
<context>
    <name>BillItem</name>
    <message>
        <source>Items of the bill of %1</source>
        <translation>%1费用的明细</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>明细</translation>
    </message>
</context>
<context>
    <name>Bills</name>
    <message>
        <source>Items: {count}</source>
        <translation>共 {count} 项</translation>
    </message>
    <message>
        <source>Chosen: {chosen} of {all}</source>
        <translation>已选 {chosen} 笔，共 {all} 笔</translation>
    </message>
    <message>
        <source>Bill of {day}, {amount}</source>
        <translation>{day}的费用 {amount}</translation>
    </message>
    <message>
        <source>Please pay at {window}</source>
        <translation>请到{window}缴费</translation>
    </message>
    <message>
        <source>Still owed: credit was refused</source>
        <translation>信用就医未成功，尚未缴费</translation>
    </message>
</context>
<context>
    <name>BillsScreen</name>
    <message>
        <source>Which bills would you like to pay?</source>
        <translation>请选择要缴的费用</translation>
    </message>
    <message>
        <source>%1: touch a bill to choose it or to leave it out.</source>
        <translation>%1，点一下可以选中或取消。</translation>
    </message>
    <message>
        <source>Next: see what you pay</source>
        <translation>下一步，看看要付多少</translation>
    </message>
    <message>
        <source>These bills are paid at a window</source>
        <translation>这些费用需到窗口缴纳</translation>
    </message>
    <message>
        <source>%1: this machine may not take them.</source>
        <translation>%1：本机不能办理这些费用。</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Print invoices</source>
        <translation>打印发票</translation>
    </message>
</context>
<context>
    <name>CaseNumber</name>
    <message>
        <source>Case number</source>
        <translation>受理编号</translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message>
        <source>Nothing left to do: you may go home</source>
        <translation>都办好了，可以放心回家</translation>
    </message>
    <message>
        <source>Before you go home</source>
        <translation>回家前还有这些</translation>
    </message>
    <message>
        <source>We could not see everything</source>
        <translation>有些项目没有查到</translation>
    </message>
    <message>
        <source>A hospital stay is ordered for you</source>
        <translation>您有住院通知单</translation>
    </message>
    <message>
        <source>A deposit admits you.</source>
        <translation>缴纳预交金后即可入院。</translation>
    </message>
    <message>
        <source>You are staying at this hospital</source>
        <translation>您正在住院</translation>
    </message>
    <message>
        <source>The ward will say when you may leave.</source>
        <translation>何时出院请听病区安排。</translation>
    </message>
    <message>
        <source>Your stay is not settled yet</source>
        <translation>住院费用还没有结算</translation>
    </message>
    <message>
        <source>Please settle it before you leave.</source>
        <translation>请在离院前结算。</translation>
    </message>
    <message>
        <source>bills</source>
        <translation>待缴费用</translation>
    </message>
    <message>
        <source>invoices</source>
        <translation>票据</translation>
    </message>
    <message>
        <source>registrations</source>
        <translation>挂号</translation>
    </message>
    <message>
        <source>hospital stays</source>
        <translation>住院</translation>
    </message>
    <message>
        <source>refunds</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Bills: {count}</source>
        <translation>共 {count} 张</translation>
    </message>
    <message>
        <source>Not paid yet</source>
        <translation>还没有缴的费用</translation>
    </message>
    <message>
        <source>Invoices not printed yet: {count}</source>
        <translation>未打印的票据：{count} 张</translation>
    </message>
    <message>
        <source>You can print them today or later.</source>
        <translation>今天或以后都可以打印。</translation>
    </message>
    <message>
        <source>Today you are still to see a doctor</source>
        <translation>今天还有就诊安排</translation>
    </message>
    <message>
        <source>Your next appointment</source>
        <translation>下次就诊</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 个</translation>
    </message>
    <message>
        <source>We could not see: {parts}</source>
        <translation>没有查到：{parts}</translation>
    </message>
    <message>
        <source>Please ask at {window}.</source>
        <translation>请到{window}询问。</translation>
    </message>
    <message>
        <source>A payment is being completed</source>
        <translation>有一笔缴费正在完成</translation>
    </message>
    <message>
        <source>Registered for later</source>
        <translation>已登记，稍后结算</translation>
    </message>
    <message>
        <source>Not charged; it is settled by itself.</source>
        <translation>未扣款，会自动结算。</translation>
    </message>
    <message>
        <source>Money is going back to you</source>
        <translation>有一笔款项正在退回</translation>
    </message>
    <message>
        <source>This machine finishes it by itself.</source>
        <translation>本机会自动办完。</translation>
    </message>
    <message>
        <source>Refund on its way to {way}</source>
        <translation>正在退款，退回{way}</translation>
    </message>
    <message>
        <source>Since {day}; it arrives by itself.</source>
        <translation>{day}起退回，会自动到账。</translation>
    </message>
    <message>
        <source>Serious illness register</source>
        <translation>门诊大病登记</translation>
    </message>
    <message>
        <source>How far your claims are</source>
        <translation>报销进度</translation>
    </message>
    <message>
        <source>You have no entry in this register</source>
        <translation>没有查到登记记录</translation>
    </message>
    <message>
        <source>You have handed in no claim</source>
        <translation>没有查到报销申请</translation>
    </message>
    <message>
        <source>Being reviewed</source>
        <translation>正在审核</translation>
    </message>
    <message>
        <source>Registered, valid</source>
        <translation>已登记，有效</translation>
    </message>
    <message>
        <source>No longer valid</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已受理</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>已拨付</translation>
    </message>
    <message>
        <source>Sent back: something is missing</source>
        <translation>已退回，材料不全</translation>
    </message>
    <message>
        <source>{since} to {until}</source>
        <translation>{since}至{until}</translation>
    </message>
    <message>
        <source>Handed in on {day}</source>
        <translation>{day}提交</translation>
    </message>
    <message>
        <source>Paid out on {day}</source>
        <translation>{day}拨付</translation>
    </message>
    <message>
        <source>Paid today by your medical credit</source>
        <translation>今日已用信用就医支付</translation>
    </message>
    <message>
        <source>Already settled; there is nothing to do.</source>
        <translation>已结算完成，无需再办理。</translation>
    </message>
</context>
<context>
    <name>Closed</name>
    <message>
        <source>The code scanner is being repaired.</source>
        <translation>扫码设备正在维修。</translation>
    </message>
    <message>
        <source>This machine is being looked after.</source>
        <translation>这台机器正在维护。</translation>
    </message>
    <message>
        <source>Closed for now</source>
        <translation>本机暂停服务</translation>
    </message>
    <message>
        <source>Please go to {window}; staff will help you there.</source>
        <translation>请到{window}，工作人员会帮您办理。</translation>
    </message>
    <message>
        <source>This machine is not enrolled.</source>
        <translation>本机未登记启用。</translation>
    </message>
</context>
<context>
    <name>Code</name>
    <message>
        <source>an insurance code</source>
        <translation>医保码</translation>
    </message>
    <message>
        <source>a Suishen code</source>
        <translation>随申码</translation>
    </message>
    <message>
        <source>a health card code</source>
        <translation>电子健康卡</translation>
    </message>
    <message>
        <source>a WeChat payment code</source>
        <translation>微信付款码</translation>
    </message>
    <message>
        <source>an Alipay payment code</source>
        <translation>支付宝付款码</translation>
    </message>
    <message>
        <source>a UnionPay payment code</source>
        <translation>云闪付付款码</translation>
    </message>
    <message>
        <source>This code could not be read. Please open it again on your phone.</source>
        <translation>这个码没有读清楚，请在手机上重新打开。</translation>
    </message>
    <message>
        <source>We do not know this code. Please show your insurance code.</source>
        <translation>不认识这个码，请出示医保码。</translation>
    </message>
    <message>
        <source>We do not know this code. Please show a payment code.</source>
        <translation>不认识这个码，请出示付款码。</translation>
    </message>
    <message>
        <source>This is {code}. Please show your insurance code first.</source>
        <translation>这是{code}，请先出示医保码。</translation>
    </message>
    <message>
        <source>This is {code}. Please show a payment code now.</source>
        <translation>这是{code}，现在请出示付款码。</translation>
    </message>
    <message>
        <source>a guide slip</source>
        <translation>导诊单</translation>
    </message>
    <message>
        <source>a code that receives money</source>
        <translation>收款码</translation>
    </message>
    <message>
        <source>an invoice code</source>
        <translation>发票上的二维码</translation>
    </message>
    <message>
        <source>an ID card number</source>
        <translation>身份证号码</translation>
    </message>
    <message>
        <source>a hospital card or slip number</source>
        <translation>就诊卡或单据上的条码</translation>
    </message>
    <message>
        <source>the address of a web page</source>
        <translation>网页链接</translation>
    </message>
    <message>
        <source>a pass for staff</source>
        <translation>工作人员通行码</translation>
    </message>
    <message>
        <source>a staff badge</source>
        <translation>工作人员胸牌</translation>
    </message>
    <message>
        <source>One moment, please. Then show the code again.</source>
        <translation>请稍等片刻，再出示一次。</translation>
    </message>
</context>
<context>
    <name>Collected</name>
    <message>
        <source>Printing, please wait</source>
        <translation>正在打印，请稍等</translation>
    </message>
    <message>
        <source>All pages come out at the same place.</source>
        <translation>纸都从屏幕下方的出纸口出来。</translation>
    </message>
    <message>
        <source>Please stay until the last one is out.</source>
        <translation>请等最后一页出来再离开。</translation>
    </message>
    <message>
        <source>Please take {count} pages</source>
        <translation>请取走 {count} 页纸</translation>
    </message>
    <message>
        <source>Everything you chose is printed.</source>
        <translation>您选的都已打印好。</translation>
    </message>
    <message>
        <source>Please count the pages before you go.</source>
        <translation>请点清页数，收好再走。</translation>
    </message>
    <message>
        <source>Look where the paper comes</source>
        <translation>请看一下出纸口</translation>
    </message>
    <message>
        <source>If you print again, the copy says so.</source>
        <translation>如果没有，可以再打印，纸上会注明“补打”。</translation>
    </message>
    <message>
        <source>Some are not printed yet</source>
        <translation>有的还没打出来</translation>
    </message>
    <message>
        <source>Some may not be printed</source>
        <translation>有的不能再打印</translation>
    </message>
    <message>
        <source>For these, please go to {window}.</source>
        <translation>如仍需要，请到{window}办理。</translation>
    </message>
    <message>
        <source>The printer has not confirmed any page.</source>
        <translation>打印机没有确认打出任何一页。</translation>
    </message>
    <message>
        <source>Printed so far: {count} pages, please take them.</source>
        <translation>已打出 {count} 页，请先取走。</translation>
    </message>
    <message>
        <source>For the rest, please go to {window}.</source>
        <translation>其余的请到{window}办理。</translation>
    </message>
    <message>
        <source>Print the rest again, or go to {window}.</source>
        <translation>其余的可以再打印，或到{window}办理。</translation>
    </message>
    <message>
        <source>May be out, please look</source>
        <translation>可能已打出，请查看</translation>
    </message>
    <message>
        <source>Print limit reached</source>
        <translation>已达打印次数上限</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>没有打出来</translation>
    </message>
    <message>
        <source>Not there: print again</source>
        <translation>没有拿到，补打</translation>
    </message>
    <message>
        <source>Print the rest</source>
        <translation>打印其余的</translation>
    </message>
</context>
<context>
    <name>CollectedScreen</name>
    <message>
        <source>More invoices</source>
        <translation>继续打印其他发票</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>DeferralScreen</name>
    <message>
        <source>Register this for later?</source>
        <translation>要登记延后结算吗？</translation>
    </message>
    <message>
        <source>When the network is back, your medical credit settles it by itself.</source>
        <translation>登记后，网络恢复时用信用就医自动结算。</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>You will pay</source>
        <translation>您预计支付</translation>
    </message>
    <message>
        <source>Without a medical credit contract, please pay at %1.</source>
        <translation>没有签约信用就医的，请到%1缴费。</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Closes by itself in %1 seconds</source>
        <translation>%1 秒后自动关闭</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>看好了</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>Please take the paper invoice</source>
        <translation>请取走纸质票据</translation>
    </message>
    <message>
        <source>The e-invoice cannot be used any more.</source>
        <translation>电子票据已不能再使用。</translation>
    </message>
    <message>
        <source>Keep this paper well; it is the original.</source>
        <translation>这张纸就是原件，请妥善保管。</translation>
    </message>
    <message>
        <source>Please have it looked at</source>
        <translation>请到窗口核实</translation>
    </message>
    <message>
        <source>The printer did not say whether it worked.</source>
        <translation>打印机没有确认是否打好。</translation>
    </message>
    <message>
        <source>Take any paper and this reference to {window}.</source>
        <translation>请带上打出的纸和这个编号，到{window}。</translation>
    </message>
    <message>
        <source>Nothing was exchanged</source>
        <translation>没有换开</translation>
    </message>
    <message>
        <source>Your e-invoice is as it was and stays valid.</source>
        <translation>您的电子票据没有变化，仍然有效。</translation>
    </message>
    <message>
        <source>You may try again later, or go to {window}.</source>
        <translation>您可以稍后再试，或到{window}办理。</translation>
    </message>
    <message>
        <source>Exchanging your invoice</source>
        <translation>正在换开票据</translation>
    </message>
    <message>
        <source>The form is being numbered and printed.</source>
        <translation>正在登记票号并打印。</translation>
    </message>
    <message>
        <source>Please stay until it is finished.</source>
        <translation>请稍等，不要离开。</translation>
    </message>
    <message>
        <source>Number of the paper invoice</source>
        <translation>纸质票据号码</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>查询编号</translation>
    </message>
</context>
<context>
    <name>ExchangeOfferScreen</name>
    <message>
        <source>Exchange it for a paper invoice?</source>
        <translation>要换开成纸质票据吗？</translation>
    </message>
    <message>
        <source>Exchange it now</source>
        <translation>确认换开</translation>
    </message>
    <message>
        <source>No numbered paper just now</source>
        <translation>暂时没有票据纸</translation>
    </message>
    <message>
        <source>You get an original on numbered paper.</source>
        <translation>您会拿到一张有编号的纸质票据原件。</translation>
    </message>
    <message>
        <source>The e-invoice becomes void and cannot be used or printed any more.</source>
        <translation>这张电子票据随即作废，不能再使用或打印。</translation>
    </message>
    <message>
        <source>This cannot be taken back. If you only need a printout, go back.</source>
        <translation>换开后不能撤回。只要打印一份的，请点“返回”。</translation>
    </message>
</context>
<context>
    <name>ExchangeScreen</name>
    <message>
        <source>More invoices</source>
        <translation>继续打印其他发票</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Would you like help?</source>
        <translation>需要帮忙吗？</translation>
    </message>
    <message>
        <source>Our staff are here for you:</source>
        <translation>工作人员就在这里，请放心：</translation>
    </message>
    <message>
        <source>Continue here</source>
        <translation>继续自己办理</translation>
    </message>
    <message>
        <source>Our staff have been called. Please wait here.</source>
        <translation>已通知工作人员，请在这里稍等。</translation>
    </message>
    <message>
        <source>Calling our staff</source>
        <translation>正在呼叫工作人员</translation>
    </message>
    <message>
        <source>Or come to us:</source>
        <translation>也可以到这里找我们：</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Please make the screen of the phone brighter.</source>
        <translation>请把手机屏幕调亮一些。</translation>
    </message>
    <message>
        <source>A lamp is mirrored. Please tilt the phone a bit.</source>
        <translation>屏幕反光，请把手机稍微倾斜一点。</translation>
    </message>
    <message>
        <source>Please hold the phone a little closer.</source>
        <translation>请把手机靠近一点。</translation>
    </message>
    <message>
        <source>Please hold the phone a little further away.</source>
        <translation>请把手机拿远一点。</translation>
    </message>
    <message>
        <source>Please hold the phone still.</source>
        <translation>请拿稳手机，不要晃动。</translation>
    </message>
</context>
<context>
    <name>IdleScreen</name>
    <message>
        <source>Yes, continue</source>
        <translation>我还在用</translation>
    </message>
    <message>
        <source>Are you still there?</source>
        <translation>您还在吗？</translation>
    </message>
    <message>
        <source>Your details are hidden. Without a touch we end this visit for you.</source>
        <translation>您的信息已经遮住，倒计时结束后会自动退出。</translation>
    </message>
</context>
<context>
    <name>Invoice</name>
    <message>
        <source>Outpatient</source>
        <translation>门诊</translation>
    </message>
    <message>
        <source>Inpatient</source>
        <translation>住院</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>互联网医院</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>The last three months</source>
        <translation>最近三个月</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>All twelve months</source>
        <translation>近十二个月全部</translation>
    </message>
    <message>
        <source>Being issued</source>
        <translation>开具中</translation>
    </message>
    <message>
        <source>Reversed, void</source>
        <translation>已冲红作废</translation>
    </message>
    <message>
        <source>Exchanged for paper</source>
        <translation>已换开纸质</translation>
    </message>
    <message>
        <source>Print limit reached ({count})</source>
        <translation>已打印 {count} 次，已达上限</translation>
    </message>
    <message>
        <source>Too old to print</source>
        <translation>已过打印期限</translation>
    </message>
    <message>
        <source>Not printed yet</source>
        <translation>未打印</translation>
    </message>
    <message>
        <source>Printed once</source>
        <translation>已打印 1 次</translation>
    </message>
    <message>
        <source>Printed {count} times</source>
        <translation>已打印 {count} 次</translation>
    </message>
    <message>
        <source>No number</source>
        <translation>号码待生成</translation>
    </message>
    <message>
        <source>Invoices cannot be printed just now. Please ask at {window}.</source>
        <translation>发票暂时不能打印，请到{window}。</translation>
    </message>
    <message>
        <source>None of these can be printed here. Please ask at {window}.</source>
        <translation>这些发票都不能在这里打印，请到{window}。</translation>
    </message>
    <message>
        <source>No more than {count} at a time.</source>
        <translation>一次最多选 {count} 张。</translation>
    </message>
    <message>
        <source>{patient}: touch the ones you want.</source>
        <translation>{patient}，点一下可以选中或取消。</translation>
    </message>
    <message>
        <source>Nothing to print</source>
        <translation>没有可打印的发票</translation>
    </message>
    <message>
        <source>{count} are too many; {most} at a time</source>
        <translation>有 {count} 张，一次最多 {most} 张</translation>
    </message>
    <message>
        <source>Choose an invoice first</source>
        <translation>请先选择发票</translation>
    </message>
    <message>
        <source>Preview {count} documents</source>
        <translation>先看一看（{count} 份）</translation>
    </message>
    <message>
        <source>Preview 1 document</source>
        <translation>先看一看（1 份）</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>{day}起</translation>
    </message>
    <message>
        <source>Invoices: {count}</source>
        <translation>{count} 张发票</translation>
    </message>
</context>
<context>
    <name>InvoiceItem</name>
    <message>
        <source>QR code of invoice %1</source>
        <translation>发票 %1 的二维码</translation>
    </message>
    <message>
        <source>QR</source>
        <translation>二维码</translation>
    </message>
    <message>
        <source>Exchange invoice %1 for paper</source>
        <translation>把发票 %1 换开成纸质票据</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>换开</translation>
    </message>
</context>
<context>
    <name>InvoicesScreen</name>
    <message>
        <source>Choose your invoices</source>
        <translation>请选择要打印的发票</translation>
    </message>
    <message>
        <source>With itemised statements</source>
        <translation>附费用明细清单</translation>
    </message>
    <message>
        <source>All for my claim</source>
        <translation>报销材料全套打印</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>English</source>
        <translation>中文</translation>
    </message>
</context>
<context>
    <name>LeftItem</name>
    <message>
        <source>Pay now</source>
        <translation>去缴费</translation>
    </message>
    <message>
        <source>Print now</source>
        <translation>去打印</translation>
    </message>
    <message>
        <source>See to it</source>
        <translation>去办理</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>LeftOverScreen</name>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>Limits</name>
    <message>
        <source>The network is down, so paying here is not possible just now. Please go to {window}.</source>
        <translation>网络中断，本机现在不能缴费。请到{window}办理。</translation>
    </message>
    <message>
        <source>Receipts cannot be printed just now. Paying works as usual.</source>
        <translation>凭条暂时不能打印，缴费照常。</translation>
    </message>
    <message>
        <source>Invoices cannot be printed just now. Please ask at {window}.</source>
        <translation>医疗电子票据暂时不能打印，请到{window}。</translation>
    </message>
    <message>
        <source>The network is down. With a guide slip and medical credit you can register here; it is settled by itself later.</source>
        <translation>网络中断。有导诊单并已签约信用就医的，可以在这里登记，网络恢复后自动结算。</translation>
    </message>
    <message>
        <source>For everything else, please go to {window}.</source>
        <translation>其他业务请到{window}办理。</translation>
    </message>
    <message>
        <source>Receipts cannot be printed just now.</source>
        <translation>凭条暂时不能打印。</translation>
    </message>
</context>
<context>
    <name>Method</name>
    <message>
        <source>Medical insurance</source>
        <translation>医保支付</translation>
    </message>
    <message>
        <source>Medical credit</source>
        <translation>信用就医</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>UnionPay</source>
        <translation>云闪付</translation>
    </message>
    <message>
        <source>One-code pay</source>
        <translation>一码付</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>预交金</translation>
    </message>
</context>
<context>
    <name>Money</name>
    <message>
        <source>Not charged</source>
        <translation>未扣款</translation>
    </message>
    <message>
        <source>Charged</source>
        <translation>已扣款</translation>
    </message>
    <message>
        <source>Being confirmed, please do not pay again</source>
        <translation>正在确认，请勿重复缴费</translation>
    </message>
    <message>
        <source>Not charged. Registered; settles by itself once the network is back</source>
        <translation>未扣款，已登记，网络恢复后自动结算</translation>
    </message>
</context>
<context>
    <name>AppointmentsScreen</name>
    <message>
        <source>Register for something else</source>
        <translation>挂其他号</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>Earlier</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1/%2 页</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>下一页</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Document {now} of {all}</source>
        <translation>第 {now} 份，共 {all} 份</translation>
    </message>
    <message>
        <source>Page {now} of {all} is coming out</source>
        <translation>正在出第 {now} 页，共 {all} 页</translation>
    </message>
    <message>
        <source>Could not be fetched now, so not among these: {count}</source>
        <translation>有 {count} 份暂时取不到，不在其中</translation>
    </message>
    <message>
        <source>Print this page</source>
        <translation>打印这一页</translation>
    </message>
    <message>
        <source>Print all {count} pages</source>
        <translation>打印全部 {count} 页</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Receipt</source>
        <translation>缴费凭条</translation>
    </message>
    <message>
        <source>Medical e-invoice</source>
        <translation>医疗电子票据</translation>
    </message>
    <message>
        <source>Being issued, one moment</source>
        <translation>发票开具中，请稍等</translation>
    </message>
    <message>
        <source>Cannot be printed just now</source>
        <translation>暂时不能打印</translation>
    </message>
    <message>
        <source>A slip with amount and number</source>
        <translation>写有金额和编号</translation>
    </message>
    <message>
        <source>For reimbursement</source>
        <translation>报销时使用</translation>
    </message>
    <message>
        <source>Printing, please wait</source>
        <translation>正在打印，请稍等</translation>
    </message>
    <message>
        <source>Please take your receipt</source>
        <translation>已打好，请取走凭条</translation>
    </message>
    <message>
        <source>Please take your invoice</source>
        <translation>已打好，请取走票据</translation>
    </message>
    <message>
        <source>It may have printed, please check the slot</source>
        <translation>可能已打印，请查看出纸口</translation>
    </message>
    <message>
        <source>Not printed, you can try again</source>
        <translation>没有打印，可以再试一次</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>打印凭条</translation>
    </message>
    <message>
        <source>Print invoice</source>
        <translation>打印票据</translation>
    </message>
    <message>
        <source>Print a copy</source>
        <translation>补打一份</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Slip of registration</source>
        <translation>登记凭条</translation>
    </message>
    <message>
        <source>Itemised statement</source>
        <translation>费用明细清单</translation>
    </message>
    <message>
        <source>List for the claim</source>
        <translation>报销材料目录</translation>
    </message>
    <message>
        <source>Slip for the clinic</source>
        <translation>挂号凭条</translation>
    </message>
    <message>
        <source>Number, place and time</source>
        <translation>写有序号、地点和时间</translation>
    </message>
    <message>
        <source>Invoice and statement</source>
        <translation>票据和费用清单</translation>
    </message>
    <message>
        <source>Please take both papers</source>
        <translation>已打好，请取走票据和清单</translation>
    </message>
    <message>
        <source>Not all of it came out, you can try again</source>
        <translation>未全部打印，可以再试</translation>
    </message>
    <message>
        <source>Print both</source>
        <translation>一起打印</translation>
    </message>
</context>
<context>
    <name>Payment</name>
    <message>
        <source>Paying</source>
        <translation>正在付款</translation>
    </message>
    <message>
        <source>We are waiting for the answer.</source>
        <translation>正在等待付款结果。</translation>
    </message>
    <message>
        <source>Please stay for a moment.</source>
        <translation>请稍等，不要离开。</translation>
    </message>
    <message>
        <source>Please confirm on the phone</source>
        <translation>请在手机上确认</translation>
    </message>
    <message>
        <source>Your phone is asking for your consent.</source>
        <translation>手机上会出现付款提示。</translation>
    </message>
    <message>
        <source>Enter the password or use your fingerprint.</source>
        <translation>请输入密码，或用指纹、面容确认。</translation>
    </message>
    <message>
        <source>Checking the payment</source>
        <translation>正在核实付款</translation>
    </message>
    <message>
        <source>No clear answer has come yet.</source>
        <translation>还没有收到明确的结果。</translation>
    </message>
    <message>
        <source>We keep asking until it is certain.</source>
        <translation>我们会一直查到有结果为止。</translation>
    </message>
    <message>
        <source>Stopping the payment</source>
        <translation>正在撤销付款</translation>
    </message>
    <message>
        <source>It was not confirmed on the phone in time.</source>
        <translation>手机上没有及时确认。</translation>
    </message>
    <message>
        <source>Anything that was taken goes back by itself.</source>
        <translation>如果钱已付出，会自动退回。</translation>
    </message>
    <message>
        <source>Reporting to the hospital</source>
        <translation>正在通知医院</translation>
    </message>
    <message>
        <source>The hospital is entering your payment.</source>
        <translation>医院正在登记这笔缴费。</translation>
    </message>
    <message>
        <source>It finishes by itself; nothing gets lost.</source>
        <translation>会自动完成，不会丢失。</translation>
    </message>
    <message>
        <source>Your money is on its way back</source>
        <translation>钱正在退回</translation>
    </message>
    <message>
        <source>It returns to where it came from.</source>
        <translation>钱会原路退回，不用您操作。</translation>
    </message>
    <message>
        <source>Your money is back</source>
        <translation>钱已全部退回</translation>
    </message>
    <message>
        <source>Everything went back to where it came from.</source>
        <translation>钱已原路退回，一分不少。</translation>
    </message>
    <message>
        <source>Paid, thank you</source>
        <translation>缴费成功</translation>
    </message>
    <message>
        <source>The hospital has received your payment.</source>
        <translation>医院已经收到您的缴费。</translation>
    </message>
    <message>
        <source>You can go on to your next station.</source>
        <translation>您可以去办理下一项了。</translation>
    </message>
    <message>
        <source>You may go; we finish this without you.</source>
        <translation>您可以先离开，剩下的由我们自动完成。</translation>
    </message>
    <message>
        <source>With this number, {window} can tell you how it ended.</source>
        <translation>请记下这个编号，凭它可到{window}查询结果。</translation>
    </message>
    <message>
        <source>Asking your insurance code</source>
        <translation>正在询问医保码</translation>
    </message>
    <message>
        <source>We are asking whether it may pay this amount.</source>
        <translation>正在查询医保码能否付这笔费用。</translation>
    </message>
    <message>
        <source>Registered for later</source>
        <translation>登记好了</translation>
    </message>
    <message>
        <source>Settling what you registered</source>
        <translation>正在结算您的登记</translation>
    </message>
    <message>
        <source>The network is back and the hospital is told.</source>
        <translation>网络已恢复，正在通知医院。</translation>
    </message>
    <message>
        <source>This is still to be paid</source>
        <translation>这笔费用还需要缴</translation>
    </message>
    <message>
        <source>Please pay it here or at {window}.</source>
        <translation>请在这里缴费，或到{window}缴费。</translation>
    </message>
    <message>
        <source>Paying the other part</source>
        <translation>正在付另一部分</translation>
    </message>
    <message>
        <source>Now your medical credit pays its part.</source>
        <translation>现在由信用就医付另一部分。</translation>
    </message>
    <message>
        <source>Settling your insurance</source>
        <translation>正在医保结算</translation>
    </message>
    <message>
        <source>Your insurance comes first, then your own part.</source>
        <translation>先结算医保部分，再付您自己的部分。</translation>
    </message>
    <message>
        <source>The payment could not be completed.</source>
        <translation>这笔缴费没能完成。</translation>
    </message>
    <message>
        <source>Taking the settlement back</source>
        <translation>正在撤销结算</translation>
    </message>
    <message>
        <source>Your insurance will be as it was before.</source>
        <translation>医保会恢复原样，不用您操作。</translation>
    </message>
    <message>
        <source>Some of the bills are paid</source>
        <translation>部分费用已缴清</translation>
    </message>
    <message>
        <source>Paid: {paid} of {all} bills; the others were no longer open.</source>
        <translation>{all} 笔费用中缴了 {paid} 笔，其余的已不用在这里缴。</translation>
    </message>
    <message>
        <source>{amount} is on its way back by the same route.</source>
        <translation>多出的 {amount} 正在原路退回。</translation>
    </message>
    <message>
        <source>{amount} went back by the same route.</source>
        <translation>多出的 {amount} 已原路退回。</translation>
    </message>
    <message>
        <source>No need to pay at a window; if you did, this registration lapses.</source>
        <translation>不用再到窗口缴费；如已在窗口缴费，本登记自动作废。</translation>
    </message>
    <message>
        <source>Please scan the code</source>
        <translation>请扫码付款</translation>
    </message>
    <message>
        <source>The code waits for your phone.</source>
        <translation>二维码正等待您的手机扫描。</translation>
    </message>
    <message>
        <source>Scan it, then pay on the phone.</source>
        <translation>扫码后请在手机上完成付款。</translation>
    </message>
    <message>
        <source>Closing the code</source>
        <translation>正在关闭收款码</translation>
    </message>
    <message>
        <source>We make sure that nobody can pay it any more.</source>
        <translation>我们正在核实此码已不能再支付。</translation>
    </message>
    <message>
        <source>Please do not pay with it now.</source>
        <translation>请不要再用此码付款。</translation>
    </message>
</context>
<context>
    <name>PaymentScanScreen</name>
    <message>
        <source>Please show a payment code</source>
        <translation>请出示付款码</translation>
    </message>
    <message>
        <source>To pay: %1</source>
        <translation>需支付 %1</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>UnionPay app</source>
        <translation>云闪付</translation>
    </message>
    <message>
        <source>Any of these will do:</source>
        <translation>任选一个，打开付款码：</translation>
    </message>
    <message>
        <source>This code pays %1; %2 credit pays %3.</source>
        <translation>付款码付 %1，%2信用就医付 %3。</translation>
    </message>
    <message>
        <source>Show me a code to scan instead</source>
        <translation>改为我扫屏幕上的码</translation>
    </message>
</context>
<context>
    <name>PeriodScreen</name>
    <message>
        <source>Of which time do you need them?</source>
        <translation>要哪段时间的报销材料？</translation>
    </message>
    <message>
        <source>Each invoice with its itemised statement, and a list of them all.</source>
        <translation>包括每张发票、费用明细清单和一份目录。</translation>
    </message>
</context>
<context>
    <name>PhoneScene</name>
    <message>
        <source>Hold the phone with its code towards the scanner below the screen.</source>
        <translation>把手机上的码，对准屏幕下方的扫码窗口。</translation>
    </message>
    <message>
        <source>Hold the slip with its code towards the scanner below the screen.</source>
        <translation>把导诊单上的二维码，对准屏幕下方的扫码窗口。</translation>
    </message>
</context>
<context>
    <name>PreviewScreen</name>
    <message>
        <source>Please look at it first</source>
        <translation>请先看一看</translation>
    </message>
    <message>
        <source>Cannot be printed just now</source>
        <translation>暂时不能打印</translation>
    </message>
</context>
<context>
    <name>PrinterScene</name>
    <message>
        <source>The pages come out of the large slot below the screen.</source>
        <translation>纸从屏幕下方的大出纸口出来。</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>Your code has expired</source>
        <translation>医保码过期了</translation>
    </message>
    <message>
        <source>The code is only valid for a minute.</source>
        <translation>医保码每分钟更新一次。</translation>
    </message>
    <message>
        <source>Please refresh it on your phone and show it again.</source>
        <translation>请在手机上刷新后，再出示一次。</translation>
    </message>
    <message>
        <source>We could not find you</source>
        <translation>没有查到您的信息</translation>
    </message>
    <message>
        <source>This hospital has no record for this code.</source>
        <translation>本院还没有这个码的登记。</translation>
    </message>
    <message>
        <source>Please register at {window} first.</source>
        <translation>请先到{window}登记。</translation>
    </message>
    <message>
        <source>Nothing to pay</source>
        <translation>没有要缴的费用</translation>
    </message>
    <message>
        <source>You have no open bills at this hospital.</source>
        <translation>您在本院的费用都已缴清。</translation>
    </message>
    <message>
        <source>If the doctor has just ordered something, try again soon.</source>
        <translation>如果医生刚开单，请过几分钟再来看看。</translation>
    </message>
    <message>
        <source>Your bills have changed</source>
        <translation>费用有变动</translation>
    </message>
    <message>
        <source>The hospital altered them a moment ago.</source>
        <translation>医院刚刚更新了您的费用。</translation>
    </message>
    <message>
        <source>Please show your code again to see the new ones.</source>
        <translation>请重新出示医保码，查看最新费用。</translation>
    </message>
    <message>
        <source>The amounts do not add up</source>
        <translation>金额核对不一致</translation>
    </message>
    <message>
        <source>We stopped, so that you do not pay a wrong sum.</source>
        <translation>为了不让您多付钱，本次已停止。</translation>
    </message>
    <message>
        <source>Please pay at {window}.</source>
        <translation>请到{window}缴费。</translation>
    </message>
    <message>
        <source>We stopped to be safe</source>
        <translation>为了安全已停止</translation>
    </message>
    <message>
        <source>The answer did not belong to your code.</source>
        <translation>系统返回的信息与您的码不符。</translation>
    </message>
    <message>
        <source>Please show your code again, or go to {window}.</source>
        <translation>请重新出示医保码，或到{window}办理。</translation>
    </message>
    <message>
        <source>The network is slow</source>
        <translation>网络有点慢</translation>
    </message>
    <message>
        <source>The hospital&apos;s system did not answer in time.</source>
        <translation>医院系统没有及时回应。</translation>
    </message>
    <message>
        <source>Please try again in a moment, or go to {window}.</source>
        <translation>请过一会儿再试，或到{window}办理。</translation>
    </message>
    <message>
        <source>This cannot be done here</source>
        <translation>这里暂时办不了</translation>
    </message>
    <message>
        <source>The hospital&apos;s system did not accept the request.</source>
        <translation>医院系统没有接受这次申请。</translation>
    </message>
    <message>
        <source>Please go to {window}; staff will help you there.</source>
        <translation>请到{window}，工作人员会帮您办理。</translation>
    </message>
    <message>
        <source>This machine made a mistake</source>
        <translation>机器出了点问题</translation>
    </message>
    <message>
        <source>It stopped by itself, and staff have been told.</source>
        <translation>机器已自动停下，并通知了工作人员。</translation>
    </message>
    <message>
        <source>This guide slip cannot be used</source>
        <translation>这个码不能登记</translation>
    </message>
    <message>
        <source>The code is not a guide slip of this hospital.</source>
        <translation>它不是本院有效的导诊单。</translation>
    </message>
    <message>
        <source>The guide slip has expired</source>
        <translation>导诊单过期了</translation>
    </message>
    <message>
        <source>A guide slip is only valid for a while.</source>
        <translation>导诊单只在规定时间内有效。</translation>
    </message>
    <message>
        <source>Please ask for a new one, or pay at {window}.</source>
        <translation>请让医生重新打印，或到{window}缴费。</translation>
    </message>
    <message>
        <source>Already registered</source>
        <translation>已经登记过了</translation>
    </message>
    <message>
        <source>These bills are registered on this machine.</source>
        <translation>这些费用已在本机登记。</translation>
    </message>
    <message>
        <source>They are settled by themselves; nothing to do.</source>
        <translation>会自动结算，您不用再登记。</translation>
    </message>
    <message>
        <source>No credit contract covers it</source>
        <translation>信用额度不足或未签约</translation>
    </message>
    <message>
        <source>Only what a contract covers is registered here.</source>
        <translation>这里只登记信用合约能支付的费用。</translation>
    </message>
    <message>
        <source>Too much to register</source>
        <translation>超出可登记的限额</translation>
    </message>
    <message>
        <source>The hospital limits what can be registered here.</source>
        <translation>医院限定了可登记的金额和笔数。</translation>
    </message>
    <message>
        <source>No invoices found</source>
        <translation>没有查到发票</translation>
    </message>
    <message>
        <source>There are none of the last twelve months.</source>
        <translation>近十二个月没有您的发票。</translation>
    </message>
    <message>
        <source>For older ones, please go to {window}.</source>
        <translation>更早的发票请到{window}办理。</translation>
    </message>
    <message>
        <source>No exchange just now</source>
        <translation>暂时不能换开</translation>
    </message>
    <message>
        <source>The numbered paper is used up or being changed.</source>
        <translation>有编号的票据纸已用完或正在更换。</translation>
    </message>
    <message>
        <source>Your e-invoice stays valid, or go to {window}.</source>
        <translation>您的电子票据仍然有效，急用请到{window}。</translation>
    </message>
    <message>
        <source>These cannot be printed</source>
        <translation>这些票据不能打印</translation>
    </message>
    <message>
        <source>They were changed meanwhile, or their file is bad.</source>
        <translation>票据刚刚有变动，或文件有问题。</translation>
    </message>
    <message>
        <source>No place is free</source>
        <translation>暂时没有号</translation>
    </message>
    <message>
        <source>The last one has just been taken, or there is none.</source>
        <translation>号源已满，或刚被约走。</translation>
    </message>
    <message>
        <source>Please try another day or department, or go to {window}.</source>
        <translation>请换个日期或科室，或到{window}。</translation>
    </message>
    <message>
        <source>No stay was found</source>
        <translation>没有查到住院信息</translation>
    </message>
    <message>
        <source>You are not ordered to stay here, and not in a ward.</source>
        <translation>您在本院没有住院通知，也不在住院中。</translation>
    </message>
    <message>
        <source>If this is wrong, please ask at {window}.</source>
        <translation>如有疑问，请到{window}咨询。</translation>
    </message>
    <message>
        <source>The family code is no longer valid</source>
        <translation>亲属码已不能使用</translation>
    </message>
    <message>
        <source>At this age a person shows a code of their own.</source>
        <translation>就诊人已到使用本人码的年龄。</translation>
    </message>
    <message>
        <source>Please show the patient's code, or go to {window}.</source>
        <translation>请出示就诊人本人的码，或到{window}办理。</translation>
    </message>
</context>
<context>
    <name>QrScreen</name>
    <message>
        <source>Take it along on your phone</source>
        <translation>用手机带走</translation>
    </message>
    <message>
        <source>Scan this code with WeChat or Alipay to see and keep the e-invoice.</source>
        <translation>用微信或支付宝扫一扫，就能查看和保存这张电子票据。</translation>
    </message>
    <message>
        <source>QR code of the e-invoice</source>
        <translation>电子票据的二维码</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>The payment code has expired</source>
        <translation>付款码过期了</translation>
    </message>
    <message>
        <source>A payment code is only valid for a minute.</source>
        <translation>付款码每分钟更新一次。</translation>
    </message>
    <message>
        <source>Please pay again with a fresh code.</source>
        <translation>请刷新付款码，重新缴费。</translation>
    </message>
    <message>
        <source>The payment code was used before</source>
        <translation>付款码已经用过</translation>
    </message>
    <message>
        <source>Each payment code works only once.</source>
        <translation>每个付款码只能用一次。</translation>
    </message>
    <message>
        <source>Not enough money</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <source>The balance does not cover this payment.</source>
        <translation>余额不够付这笔费用。</translation>
    </message>
    <message>
        <source>Please pay in another way, or go to {window}.</source>
        <translation>请换一种付款方式，或到{window}办理。</translation>
    </message>
    <message>
        <source>The limit is too small</source>
        <translation>额度不够</translation>
    </message>
    <message>
        <source>The limit does not cover this payment.</source>
        <translation>可用额度不够付这笔费用。</translation>
    </message>
    <message>
        <source>Payment cancelled</source>
        <translation>付款已取消</translation>
    </message>
    <message>
        <source>It was cancelled on the phone.</source>
        <translation>您在手机上取消了付款。</translation>
    </message>
    <message>
        <source>You can pay again whenever you are ready.</source>
        <translation>准备好以后，可以重新缴费。</translation>
    </message>
    <message>
        <source>Already paid elsewhere</source>
        <translation>费用已经缴过了</translation>
    </message>
    <message>
        <source>These bills were paid before, so we stopped.</source>
        <translation>这些费用之前已缴清，本次不再收费。</translation>
    </message>
    <message>
        <source>There is nothing more to do.</source>
        <translation>您不用再做什么了。</translation>
    </message>
    <message>
        <source>The amount has changed</source>
        <translation>金额有变动</translation>
    </message>
    <message>
        <source>The hospital altered your bills a moment ago.</source>
        <translation>医院刚刚更新了您的费用。</translation>
    </message>
    <message>
        <source>Please show your code again to see the new amount.</source>
        <translation>请重新出示医保码，查看最新金额。</translation>
    </message>
    <message>
        <source>The payment did not leave</source>
        <translation>付款没有发出</translation>
    </message>
    <message>
        <source>The network failed before anything was sent.</source>
        <translation>网络中断，付款请求没有发出去。</translation>
    </message>
    <message>
        <source>Please try again in a moment, or go to {window}.</source>
        <translation>请过一会儿再试，或到{window}办理。</translation>
    </message>
    <message>
        <source>The payment was stopped</source>
        <translation>付款已停止</translation>
    </message>
    <message>
        <source>No answer came, so it was closed for good.</source>
        <translation>一直没有收到结果，这笔付款已关闭。</translation>
    </message>
    <message>
        <source>Time ran out</source>
        <translation>等候时间到了</translation>
    </message>
    <message>
        <source>The payment was not confirmed on the phone in time.</source>
        <translation>手机上没有及时确认付款。</translation>
    </message>
    <message>
        <source>The payment did not work</source>
        <translation>付款没有成功</translation>
    </message>
    <message>
        <source>It was not accepted.</source>
        <translation>这次付款没有被接受。</translation>
    </message>
    <message>
        <source>Your insurance code cannot pay</source>
        <translation>医保码不能付款</translation>
    </message>
    <message>
        <source>It was not allowed to pay this amount.</source>
        <translation>医保码没有获准付这笔费用。</translation>
    </message>
    <message>
        <source>The registration has expired</source>
        <translation>登记已过期</translation>
    </message>
    <message>
        <source>The registration came too late to be settled.</source>
        <translation>登记时间过久，没能结算。</translation>
    </message>
    <message>
        <source>Please pay it here or at {window}.</source>
        <translation>请在这里缴费，或到{window}缴费。</translation>
    </message>
    <message>
        <source>The registration was not accepted</source>
        <translation>登记没有被接受</translation>
    </message>
    <message>
        <source>The hospital could not verify the registration.</source>
        <translation>医院没能核实这次登记。</translation>
    </message>
</context>
<context>
    <name>Registration</name>
    <message>
        <source>You have booked</source>
        <translation>您已预约</translation>
    </message>
    <message>
        <source>Which department?</source>
        <translation>请选择科室</translation>
    </message>
    <message>
        <source>Which doctor?</source>
        <translation>请选择医生</translation>
    </message>
    <message>
        <source>At what time?</source>
        <translation>请选择就诊时间</translation>
    </message>
    <message>
        <source>General clinic</source>
        <translation>普通门诊</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>已约满</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>已取号</translation>
    </message>
    <message>
        <source>{patient}: touch what you came for.</source>
        <translation>{patient}，请点选要取的号。</translation>
    </message>
    <message>
        <source>{patient}: all of it is registered.</source>
        <translation>{patient}，您的号都已取好。</translation>
    </message>
    <message>
        <source>Registering {patient}</source>
        <translation>为 {patient} 挂号</translation>
    </message>
    <message>
        <source>with the doctor on duty</source>
        <translation>值班医生</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>余号 {count}</translation>
    </message>
    <message>
        <source>{name}, {day}</source>
        <translation>{name} {day}</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>Kept for you, not paid yet</source>
        <translation>已为您留号，尚未缴费</translation>
    </message>
    <message>
        <source>Registered, your number: {number}</source>
        <translation>已取号，就诊序号 {number}</translation>
    </message>
    <message>
        <source>Please wait at the clinic at that time.</source>
        <translation>请按时到就诊地点候诊。</translation>
    </message>
    <message>
        <source>Your number is still on its way.</source>
        <translation>就诊序号正在生成。</translation>
    </message>
    <message>
        <source>It appears here, and {window} can tell you, too.</source>
        <translation>稍后显示在这里，也可到{window}查询。</translation>
    </message>
    <message>
        <source>You are registered</source>
        <translation>挂号成功</translation>
    </message>
    <message>
        <source>{amount} goes back by the same route.</source>
        <translation>{amount} 将原路退回。</translation>
    </message>
    <message>
        <source>You had paid nothing yourself.</source>
        <translation>您没有自付费用。</translation>
    </message>
    <message>
        <source>It is still registered</source>
        <translation>挂号仍然有效</translation>
    </message>
    <message>
        <source>It can no longer be taken back here.</source>
        <translation>已不能在本机退号。</translation>
    </message>
    <message>
        <source>Please ask at {window}.</source>
        <translation>请到{window}咨询。</translation>
    </message>
    <message>
        <source>Taking your registration back</source>
        <translation>正在退号</translation>
    </message>
    <message>
        <source>We are telling the hospital.</source>
        <translation>正在通知医院。</translation>
    </message>
    <message>
        <source>It finishes by itself; you may go.</source>
        <translation>退号会自动完成，您可以离开。</translation>
    </message>
    <message>
        <source>Your registration is cancelled</source>
        <translation>退号成功</translation>
    </message>
    <message>
        <source>What the insurance account paid is back in it.</source>
        <translation>医保个人账户支付的部分已退回账户。</translation>
    </message>
    <message>
        <source>{registered}. Touch it to cancel.</source>
        <translation>{registered}，点按可退号</translation>
    </message>
</context>
<context>
    <name>ResultScreen</name>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Printing, please wait</source>
        <translation>正在打印，请稍等</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Pay it here now</source>
        <translation>现在缴费</translation>
    </message>
</context>
<context>
    <name>ScanPage</name>
    <message>
        <source>If it does not work, %1 will gladly help you.</source>
        <translation>如果一直扫不上，请到%1，我们帮您办理。</translation>
    </message>
    <message>
        <source>Make the screen brighter and hold it a little further away.</source>
        <translation>请把手机屏幕调亮，离扫码窗口远一点。</translation>
    </message>
    <message>
        <source>Ready. The code is read by itself.</source>
        <translation>已准备好，放上去会自动识别。</translation>
    </message>
    <message>
        <source>Smooth the paper and hold it a little further away.</source>
        <translation>请把纸抚平，离扫码窗口远一点。</translation>
    </message>
</context>
<context>
    <name>ScanScreen</name>
    <message>
        <source>Please show your insurance code</source>
        <translation>请出示医保码</translation>
    </message>
    <message>
        <source>Hold the phone below the screen, with the code towards the scanner.</source>
        <translation>把手机上的码，对准屏幕下方的扫码窗口。</translation>
    </message>
    <message>
        <source>National insurance app</source>
        <translation>国家医保服务平台</translation>
    </message>
    <message>
        <source>Suishenban</source>
        <translation>随申办</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>You find the code in:</source>
        <translation>在这些应用里都能找到：</translation>
    </message>
    <message>
        <source>Please scan the guide slip</source>
        <translation>请扫导诊单上的二维码</translation>
    </message>
    <message>
        <source>Hold the QR code on the slip below the screen, towards the scanner.</source>
        <translation>把导诊单上的二维码，对准屏幕下方的扫码窗口。</translation>
    </message>
    <message>
        <source>Doctor&apos;s guide slip</source>
        <translation>医生开的导诊单</translation>
    </message>
    <message>
        <source>Medical credit</source>
        <translation>已签约信用就医</translation>
    </message>
    <message>
        <source>The network is down. To register you need:</source>
        <translation>网络中断，登记需要：</translation>
    </message>
    <message>
        <source>To print invoices, show your code</source>
        <translation>打印发票，请出示医保码</translation>
    </message>
    <message>
        <source>To register, show your code</source>
        <translation>挂号，请出示医保码</translation>
    </message>
    <message>
        <source>For your stay, show your code</source>
        <translation>办理住院，请出示您的码</translation>
    </message>
    <message>
        <source>To see what is left to do, show your code</source>
        <translation>查一查，请出示您的码</translation>
    </message>
</context>
<context>
    <name>SingleCard</name>
    <message>
        <source>Invoice number</source>
        <translation>票据号码</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Normal</source>
        <translation>标准版</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>大字版</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>标准色</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>高对比</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>求助</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>朗读</translation>
    </message>
</context>
<context>
    <name>TroubleScreen</name>
    <message>
        <source>Show the code again</source>
        <translation>重新出示医保码</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Print invoices instead</source>
        <translation>打印发票</translation>
    </message>
</context>
<context>
    <name>WaitWords</name>
    <message>
        <source>This takes longer than usual; we are still asking.</source>
        <translation>今天比平时慢，我们还在等医院系统回应。</translation>
    </message>
    <message>
        <source>You may keep waiting, or go to %1.</source>
        <translation>您可以继续等，也可以到%1办理。</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>One moment, we are getting ready</source>
        <translation>正在准备，请稍候</translation>
    </message>
    <message>
        <source>Starting the payment</source>
        <translation>正在准备付款</translation>
    </message>
    <message>
        <source>Working out your share</source>
        <translation>正在计算金额</translation>
    </message>
    <message>
        <source>We are asking what your insurance pays.</source>
        <translation>正在查询医保能报销多少。</translation>
    </message>
    <message>
        <source>Reading your code</source>
        <translation>正在读取您的码</translation>
    </message>
    <message>
        <source>We are asking the hospital whose code it is.</source>
        <translation>正在向医院查询您的信息。</translation>
    </message>
    <message>
        <source>Checking what can be registered</source>
        <translation>正在查看能否登记</translation>
    </message>
    <message>
        <source>This is done on this machine, without network.</source>
        <translation>在本机办理，不需要网络。</translation>
    </message>
    <message>
        <source>Registering</source>
        <translation>正在登记</translation>
    </message>
    <message>
        <source>The network is down</source>
        <translation>网络中断</translation>
    </message>
    <message>
        <source>Only a guide slip can be registered just now.</source>
        <translation>现在只能登记导诊单。</translation>
    </message>
    <message>
        <source>For everything else, please go to {window}.</source>
        <translation>其他业务请到{window}办理。</translation>
    </message>
    <message>
        <source>Looking for your invoices</source>
        <translation>正在查找您的发票</translation>
    </message>
    <message>
        <source>We are asking the hospital for the list.</source>
        <translation>正在向医院查询近十二个月的发票。</translation>
    </message>
    <message>
        <source>Fetching your documents</source>
        <translation>正在取您的材料</translation>
    </message>
    <message>
        <source>Each of them comes from the hospital.</source>
        <translation>每一份都从医院系统取来，请稍等。</translation>
    </message>
    <message>
        <source>Looking for what you have booked</source>
        <translation>正在查找您的预约</translation>
    </message>
    <message>
        <source>We are asking the hospital.</source>
        <translation>正在询问医院。</translation>
    </message>
    <message>
        <source>Fetching the departments</source>
        <translation>正在获取科室列表</translation>
    </message>
    <message>
        <source>Looking for free places</source>
        <translation>正在查找号源</translation>
    </message>
    <message>
        <source>Asking for this place</source>
        <translation>正在为您锁定号源</translation>
    </message>
    <message>
        <source>It is then kept for you while you pay.</source>
        <translation>锁定后，缴费期间为您保留。</translation>
    </message>
    <message>
        <source>Looking for your stay</source>
        <translation>正在查询住院信息</translation>
    </message>
    <message>
        <source>Fetching the daily lists</source>
        <translation>正在获取一日清单</translation>
    </message>
    <message>
        <source>Preparing the deposit</source>
        <translation>正在准备预交金</translation>
    </message>
    <message>
        <source>Looking for what is left to do</source>
        <translation>正在查询还有什么要办</translation>
    </message>
    <message>
        <source>Looking it up</source>
        <translation>正在查询</translation>
    </message>
    <message>
        <source>We are asking the insurance.</source>
        <translation>正在向医保查询。</translation>
    </message>
    <message>
        <source>We are looking for your open bills.</source>
        <translation>正在查找您要缴的费用。</translation>
    </message>
</context>
<context>
    <name>WelcomeScreen</name>
    <message>
        <source>Hello, you can pay here</source>
        <translation>您好，欢迎自助缴费</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始缴费</translation>
    </message>
    <message>
        <source>Show your insurance code</source>
        <translation>出示医保码</translation>
    </message>
    <message>
        <source>Check the amount</source>
        <translation>核对金额</translation>
    </message>
    <message>
        <source>Pay on the phone</source>
        <translation>手机付款</translation>
    </message>
    <message>
        <source>Outpatient bills, with your medical insurance.</source>
        <translation>门诊费用，医保直接结算。</translation>
    </message>
    <message>
        <source>Hello, you can register here</source>
        <translation>您好，可登记导诊单</translation>
    </message>
    <message>
        <source>Register a guide slip</source>
        <translation>登记导诊单</translation>
    </message>
    <message>
        <source>Scan the guide slip</source>
        <translation>扫导诊单</translation>
    </message>
    <message>
        <source>Check and register</source>
        <translation>核对并登记</translation>
    </message>
    <message>
        <source>Settled later by itself</source>
        <translation>稍后自动结算</translation>
    </message>
    <message>
        <source>Guide slips, settled when the network is back.</source>
        <translation>网络恢复后，用信用就医自动结算。</translation>
    </message>
    <message>
        <source>Check what is shown</source>
        <translation>核对内容</translation>
    </message>
    <message>
        <source>Pay, or take the paper</source>
        <translation>付款或取票</translation>
    </message>
    <message>
        <source>Pay bills</source>
        <translation>缴费</translation>
    </message>
    <message>
        <source>Print invoices</source>
        <translation>打印发票</translation>
    </message>
    <message>
        <source>Hello, what can we do for you?</source>
        <translation>您好，欢迎使用</translation>
    </message>
    <message>
        <source>Pay your bills, or print your e-invoices.</source>
        <translation>在这里缴费，打印电子票据。</translation>
    </message>
    <message>
        <source>Register with a doctor</source>
        <translation>挂号 / 取号</translation>
    </message>
    <message>
        <source>Register, pay, or print your e-invoices.</source>
        <translation>在这里挂号、缴费，打印电子票据。</translation>
    </message>
    <message>
        <source>Register with a doctor, or pay your bills.</source>
        <translation>在这里挂号、取号，缴纳费用。</translation>
    </message>
    <message>
        <source>Stay in a ward</source>
        <translation>住院服务</translation>
    </message>
    <message>
        <source>Register, pay, print invoices, or settle a stay.</source>
        <translation>可挂号、缴费、打印电子票据、办理住院业务。</translation>
    </message>
    <message>
        <source>Anything left to do?</source>
        <translation>离院前查一查</translation>
    </message>
</context>
<context>
    <name>Who</name>
    <message>
        <source>Hello, {patient}</source>
        <translation>您好，{patient}</translation>
    </message>
    <message>
        <source>Payer: {name}</source>
        <translation>付款人：{name}</translation>
    </message>
    <message>
        <source>Shown by: {name}</source>
        <translation>出示人：{name}</translation>
    </message>
    <message>
        <source>Paying for {patient}</source>
        <translation>为 {patient} 缴费</translation>
    </message>
    <message>
        <source>Registering {patient}</source>
        <translation>为 {patient} 挂号</translation>
    </message>
    <message>
        <source>Invoices of {patient}</source>
        <translation>{patient} 的票据</translation>
    </message>
    <message>
        <source>The stay of {patient}</source>
        <translation>{patient} 的住院</translation>
    </message>
    <message>
        <source>Looking for {patient}</source>
        <translation>为 {patient} 查询</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
</context>
<context>
    <name>Ticket</name>
    <message>
        <source>Your number</source>
        <translation>就诊序号</translation>
    </message>
</context>
<context>
    <name>DaysScreen</name>
    <message>
        <source>What each day cost</source>
        <translation>一日清单</translation>
    </message>
</context>
<context>
    <name>Stay</name>
    <message>
        <source>To be admitted, put money down</source>
        <translation>缴纳预交金，办理入院</translation>
    </message>
    <message>
        <source>How much do you want to put down?</source>
        <translation>请选择续缴金额</translation>
    </message>
    <message>
        <source>Your stay can be settled</source>
        <translation>可以办理出院结算</translation>
    </message>
    <message>
        <source>{amount} of your deposits is on its way back by the same route.</source>
        <translation>预交金余额 {amount} 正在原路退回。</translation>
    </message>
    <message>
        <source>{amount} of your deposits went back by the same route.</source>
        <translation>预交金余额 {amount} 已原路退回。</translation>
    </message>
    <message>
        <source>Your deposits are used up.</source>
        <translation>预交金已全部抵扣。</translation>
    </message>
    <message>
        <source>Your stay is settled</source>
        <translation>出院结算已完成</translation>
    </message>
    <message>
        <source>Please tell the nurses before you go.</source>
        <translation>离院前请告知病区护士。</translation>
    </message>
    <message>
        <source>Your deposits are {amount} now.</source>
        <translation>预交金余额现为 {amount}。</translation>
    </message>
    <message>
        <source>You are admitted</source>
        <translation>入院办理成功</translation>
    </message>
    <message>
        <source>Please go to {place}.</source>
        <translation>请前往{place}。</translation>
    </message>
    <message>
        <source>Deposit received</source>
        <translation>预交金已缴纳</translation>
    </message>
    <message>
        <source>The ward can see it already.</source>
        <translation>病区已可查看。</translation>
    </message>
    <message>
        <source>Ward and bed</source>
        <translation>病区床位</translation>
    </message>
    <message>
        <source>Admitted on</source>
        <translation>入院日期</translation>
    </message>
    <message>
        <source>Spent so far</source>
        <translation>已发生费用</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>已缴预交金</translation>
    </message>
    <message>
        <source>what the ward asks for</source>
        <translation>病区建议金额</translation>
    </message>
    <message>
        <source>{patient} · stay number {number}</source>
        <translation>{patient} · 住院号 {number}</translation>
    </message>
    <message>
        <source>{day}: {amount} in all</source>
        <translation>{day}：合计 {amount}</translation>
    </message>
</context>
<context>
    <name>StayScreen</name>
    <message>
        <source>Settle and leave</source>
        <translation>出院结算</translation>
    </message>
    <message>
        <source>What did each day cost?</source>
        <translation>查看一日清单</translation>
    </message>
</context>
<context>
    <name>CancelOfferScreen</name>
    <message>
        <source>Cancel this registration?</source>
        <translation>确定要退号吗？</translation>
    </message>
    <message>
        <source>Cancel it, money back</source>
        <translation>退号并退费</translation>
    </message>
    <message>
        <source>What you paid goes back by the same route.</source>
        <translation>已付费用将原路退回。</translation>
    </message>
    <message>
        <source>The place goes to somebody else. The invoice becomes void.</source>
        <translation>号源将释放给他人，电子票据将作废（冲红）。</translation>
    </message>
</context>
<context>
    <name>CancelScreen</name>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>Shown</name>
    <message>
        <source>Good for {minutes} min {seconds} s more</source>
        <translation>还可支付 {minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>Good for {seconds} s more</source>
        <translation>还可支付 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>ShownScreen</name>
    <message>
        <source>Scan this code to pay</source>
        <translation>请用手机扫码付款</translation>
    </message>
    <message>
        <source>Open %1 on your phone and scan.</source>
        <translation>打开手机%1，扫一扫屏幕上的码。</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>应付金额</translation>
    </message>
    <message>
        <source>QR code to pay with your phone</source>
        <translation>供手机扫描付款的二维码</translation>
    </message>
</context>
<context>
    <name>ChannelScreen</name>
    <message>
        <source>Which app will you scan with?</source>
        <translation>您要用哪个应用扫码？</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>应付金额</translation>
    </message>
</context>
<context>
    <name>WhoScreen</name>
    <message>
        <source>%1 credit, %2 left</source>
        <translation>%1信用就医，可用 %2</translation>
    </message>
</context>
<context>
    <name>LimitScreen</name>
    <message>
        <source>Raise your limit at the bank</source>
        <translation>到银行提升信用额度</translation>
    </message>
    <message>
        <source>Scan this code with your phone: it leads to %1.</source>
        <translation>用手机扫码，打开%1的提额页面。</translation>
    </message>
    <message>
        <source>It is raised: show my code again</source>
        <translation>已提额，重新出示我的码</translation>
    </message>
    <message>
        <source>QR code of the bank&apos;s page</source>
        <translation>银行页面二维码</translation>
    </message>
</context>
<context>
    <name>SignUp</name>
    <message>
        <source>Your phone has it. Please finish there.</source>
        <translation>手机已扫码，请在手机上完成。</translation>
    </message>
    <message>
        <source>There is no contract.</source>
        <translation>未签约。</translation>
    </message>
    <message>
        <source>It took too long, so it was closed.</source>
        <translation>等待时间过长，已关闭。</translation>
    </message>
    <message>
        <source>The bank cannot be reached just now.</source>
        <translation>暂时无法联系银行。</translation>
    </message>
    <message>
        <source>We cannot see how far it is. Please go on on your phone.</source>
        <translation>暂时看不到进度，请在手机上继续。</translation>
    </message>
    <message>
        <source>Getting the code from the bank</source>
        <translation>正在向银行获取二维码</translation>
    </message>
    <message>
        <source>Waiting for your phone</source>
        <translation>等待手机扫码</translation>
    </message>
    <message>
        <source>{bank} credit, {amount} left</source>
        <translation>{bank}信用就医，可用 {amount}</translation>
    </message>
</context>
<context>
    <name>SignUpScreen</name>
    <message>
        <source>You can pay by credit now</source>
        <translation>已开通信用就医</translation>
    </message>
    <message>
        <source>Credit was not signed up for</source>
        <translation>未开通信用就医</translation>
    </message>
    <message>
        <source>Sign up for credit on your phone</source>
        <translation>用手机开通信用就医</translation>
    </message>
    <message>
        <source>Scan this code with your phone: it leads to your bank.</source>
        <translation>请用手机扫码，进入银行的签约页面。</translation>
    </message>
    <message>
        <source>Back to the amount</source>
        <translation>返回缴费</translation>
    </message>
    <message>
        <source>Pay another way</source>
        <translation>用其他方式付款</translation>
    </message>
    <message>
        <source>QR code of the bank&apos;s page</source>
        <translation>银行页面的二维码</translation>
    </message>
</context>
<context>
    <name>CountdownRing</name>
    <message>
        <source>%1 seconds left</source>
        <translation>还剩 %1 秒</translation>
    </message>
</context>
<context>
    <name>StandIn</name>
    <message>
        <source>Out of service</source>
        <translation>暂停服务</translation>
    </message>
    <message>
        <source>Please go to {window}.</source>
        <translation>请到{window}办理。</translation>
    </message>
    <message>
        <source>Please go to a staffed window.</source>
        <translation>请到人工窗口办理。</translation>
    </message>
    <message>
        <source>Were you just paying? Do not pay again: ask there.</source>
        <translation>刚付过款的请到窗口查询，不要重复缴费。</translation>
    </message>
</context>
<context>
    <name>AttendingScreen</name>
    <message>
        <source>Diagnostics</source>
        <translation>设备诊断</translation>
    </message>
    <message>
        <source>It is being looked at.</source>
        <translation>正在检查。</translation>
    </message>
</context>
<context>
    <name>Device</name>
    <message>
        <source>Receipt printer</source>
        <translation>凭条打印机</translation>
    </message>
    <message>
        <source>Page printer</source>
        <translation>票据打印机</translation>
    </message>
    <message>
        <source>Form printer</source>
        <translation>换开打印机</translation>
    </message>
    <message>
        <source>Serial scanner</source>
        <translation>串口扫码器</translation>
    </message>
    <message>
        <source>Keyboard scanner</source>
        <translation>键盘式扫码器</translation>
    </message>
    <message>
        <source>HID scanner</source>
        <translation>HID 扫码器</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>按键板</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Touch</source>
        <translation>触摸屏</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示屏</translation>
    </message>
    <message>
        <source>Central</source>
        <translation>中心平台</translation>
    </message>
    <message>
        <source>Owed to central</source>
        <translation>待上传业务</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>流水日志</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>操作高度</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Insurer</source>
        <translation>医保</translation>
    </message>
    <message>
        <source>Slip paper</source>
        <translation>凭条纸</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Journal size</source>
        <translation>日志大小</translation>
    </message>
    <message>
        <source>name (DNS)</source>
        <translation>域名 (DNS)</translation>
    </message>
    <message>
        <source>route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>codes: {count}</source>
        <translation>扫码 {count}</translation>
    </message>
    <message>
        <source>cuts: {count}</source>
        <translation>切纸 {count}</translation>
    </message>
    <message>
        <source>jobs: {count}</source>
        <translation>任务 {count}</translation>
    </message>
    <message>
        <source>pages: {count}</source>
        <translation>页数 {count}</translation>
    </message>
    <message>
        <source>failures: {count}</source>
        <translation>失败 {count}</translation>
    </message>
    <message>
        <source>last well {day} {time}</source>
        <translation>最近正常 {day} {time}</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>支持包</translation>
    </message>
    <message>
        <source>Told to central</source>
        <translation>已报中心</translation>
    </message>
    <message>
        <source>Our certificate</source>
        <translation>本机证书</translation>
    </message>
</context>
<context>
    <name>DisplayTrialScreen</name>
    <message>
        <source>Next colour</source>
        <translation>下一种颜色</translation>
    </message>
</context>
<context>
    <name>PinScreen</name>
    <message>
        <source>PIN, or the number of the minute</source>
        <translation>请输入密码或动态码</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>Remedy</name>
    <message>
        <source>Put in paper: open the cover, lay in a roll.</source>
        <translation>请装纸：打开盖子，放入纸卷。</translation>
    </message>
    <message>
        <source>Have a new roll at hand.</source>
        <translation>请备好新纸卷。</translation>
    </message>
    <message>
        <source>Open the cover and take out the jammed paper.</source>
        <translation>请打开盖子，取出卡住的纸。</translation>
    </message>
    <message>
        <source>Check its cable, and its path in the configuration.</source>
        <translation>请检查连接线和配置中的路径。</translation>
    </message>
    <message>
        <source>Check its power, its cable and that the cover is shut.</source>
        <translation>请检查电源、连接线，并合上盖子。</translation>
    </message>
    <message>
        <source>Check its power, its network and that the cover is shut.</source>
        <translation>请检查电源、网络，并合上盖子。</translation>
    </message>
    <message>
        <source>Check its power, network, cover and the numbered stock.</source>
        <translation>请检查电源、网络、盖子和票据纸。</translation>
    </message>
    <message>
        <source>Check the network cable.</source>
        <translation>请检查网线。</translation>
    </message>
    <message>
        <source>Check the network cable and the address of central.</source>
        <translation>请检查网线和中心平台地址。</translation>
    </message>
    <message>
        <source>Have the certificate renewed.</source>
        <translation>请更新证书。</translation>
    </message>
    <message>
        <source>Have the certificate renewed, or its authority trusted.</source>
        <translation>请更新证书，或信任其签发机构。</translation>
    </message>
    <message>
        <source>Make room on the disk.</source>
        <translation>请清理磁盘空间。</translation>
    </message>
    <message>
        <source>Make room on the disk: no new money is taken.</source>
        <translation>请清理磁盘空间：已停止新的扣款。</translation>
    </message>
    <message>
        <source>See Owed.</source>
        <translation>请看“待办”。</translation>
    </message>
    <message>
        <source>Staff were told: see the case.</source>
        <translation>已通知工作人员，请看个案。</translation>
    </message>
    <message>
        <source>Another program holds it.</source>
        <translation>被另一程序占用。</translation>
    </message>
    <message>
        <source>Check the name of the server and the DNS.</source>
        <translation>请检查服务器域名和 DNS。</translation>
    </message>
    <message>
        <source>Check the network cable and the gateway.</source>
        <translation>请检查网线和网关。</translation>
    </message>
    <message>
        <source>Have the server started again.</source>
        <translation>请重启对方服务器。</translation>
    </message>
    <message>
        <source>Measure the glass above the floor, and write it down.</source>
        <translation>请量出屏幕离地高度并填入配置。</translation>
    </message>
    <message>
        <source>Say in the configuration how long a new roll is.</source>
        <translation>请在配置中填写新纸卷的长度。</translation>
    </message>
    <message>
        <source>Call security: the audit log was changed.</source>
        <translation>请联系安全人员：审计日志被改动。</translation>
    </message>
    <message>
        <source>Put in paper: pull out the tray, lay in pages.</source>
        <translation>请装纸：拉出纸盒，放入纸张。</translation>
    </message>
    <message>
        <source>Have paper for the tray at hand.</source>
        <translation>请备好打印纸。</translation>
    </message>
    <message>
        <source>Check how the disk is mounted.</source>
        <translation>请检查磁盘的挂载方式。</translation>
    </message>
    <message>
        <source>Check the time service.</source>
        <translation>请检查对时服务。</translation>
    </message>
    <message>
        <source>Call security: this may not be central.</source>
        <translation>请联系安全人员：对方可能不是中心平台。</translation>
    </message>
    <message>
        <source>Check the certificate and key that the configuration names.</source>
        <translation>请检查配置中的证书和密钥文件。</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>Checking</source>
        <translation>正在核对</translation>
    </message>
    <message>
        <source>What moves for the last patient ends first.</source>
        <translation>先等上一位患者的业务办完。</translation>
    </message>
    <message>
        <source>Please wait a moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>Please ask whoever runs the kiosks.</source>
        <translation>请联系自助机管理人员。</translation>
    </message>
    <message>
        <source>Try again in {minutes} minutes.</source>
        <translation>请 {minutes} 分钟后再试。</translation>
    </message>
    <message>
        <source>Not let in</source>
        <translation>不能进入</translation>
    </message>
    <message>
        <source>This pass was not made by central.</source>
        <translation>此通行码不是中心平台签发的。</translation>
    </message>
    <message>
        <source>This pass is for another kiosk.</source>
        <translation>此通行码属于另一台机器。</translation>
    </message>
    <message>
        <source>This pass has expired, or a clock is wrong.</source>
        <translation>此通行码已过期，或时钟有误。</translation>
    </message>
    <message>
        <source>This pass was used before.</source>
        <translation>此通行码已用过。</translation>
    </message>
    <message>
        <source>That was not right.</source>
        <translation>输入有误，请重试。</translation>
    </message>
    <message>
        <source>There were too many wrong tries.</source>
        <translation>输错次数过多。</translation>
    </message>
    <message>
        <source>Money or paper of the last patient still moves.</source>
        <translation>上一位患者的扣款或打印还没有结束。</translation>
    </message>
    <message>
        <source>The journal cannot be written.</source>
        <translation>日志无法写入。</translation>
    </message>
    <message>
        <source>Cleaner</source>
        <translation>保洁</translation>
    </message>
    <message>
        <source>Nurse</source>
        <translation>护士</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>技术员</translation>
    </message>
    <message>
        <source>Finance</source>
        <translation>财务</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Owed</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Nothing is owed to central.</source>
        <translation>没有待上传的业务。</translation>
    </message>
    <message>
        <source>It could not be looked at.</source>
        <translation>无法检查。</translation>
    </message>
    <message>
        <source>Scan test</source>
        <translation>扫码测试</translation>
    </message>
    <message>
        <source>Slip test</source>
        <translation>凭条测试</translation>
    </message>
    <message>
        <source>Page test</source>
        <translation>整页测试</translation>
    </message>
    <message>
        <source>Touch test</source>
        <translation>触摸测试</translation>
    </message>
    <message>
        <source>Display test</source>
        <translation>显示测试</translation>
    </message>
    <message>
        <source>Sound test</source>
        <translation>声音测试</translation>
    </message>
    <message>
        <source>Keypad test</source>
        <translation>按键测试</translation>
    </message>
    <message>
        <source>Hold codes before the scanner. What is read stands below.</source>
        <translation>请把各种码对准扫码口，读到的内容显示在下面。</translation>
    </message>
    <message>
        <source>All characters clear, the ruler whole, no pale stripe, cut through?</source>
        <translation>字迹清晰、标尺完整、无白条、已切断吗？</translation>
    </message>
    <message>
        <source>The frame whole, no stripes, every character there?</source>
        <translation>边框完整、无条纹、无缺字吗？</translation>
    </message>
    <message>
        <source>Move a finger over every field.</source>
        <translation>请用手指划过每一格。</translation>
    </message>
    <message>
        <source>Every colour even, no dead dot?</source>
        <translation>颜色均匀、没有坏点吗？</translation>
    </message>
    <message>
        <source>Touch Listen at the top. Is it loud and clear?</source>
        <translation>请点上方“朗读”。声音响亮清楚吗？</translation>
    </message>
    <message>
        <source>Press each key. Does the ring move, and Select press it?</source>
        <translation>请按每个键。框会移动、“选择”键有效吗？</translation>
    </message>
    <message>
        <source>It is at work.</source>
        <translation>正在进行。</translation>
    </message>
    <message>
        <source>What do you see?</source>
        <translation>您看到了什么？</translation>
    </message>
    <message>
        <source>The device says that it could not.</source>
        <translation>设备报告未能完成。</translation>
    </message>
    <message>
        <source>The device does not say if it could.</source>
        <translation>设备没有报告是否完成。</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>太暗</translation>
    </message>
    <message>
        <source>a lamp is mirrored in it</source>
        <translation>有反光</translation>
    </message>
    <message>
        <source>too close</source>
        <translation>太近</translation>
    </message>
    <message>
        <source>too far away</source>
        <translation>太远</translation>
    </message>
    <message>
        <source>it moves</source>
        <translation>在晃动</translation>
    </message>
    <message>
        <source>a code with unreadable content</source>
        <translation>内容无法识别的码</translation>
    </message>
    <message>
        <source>a code of another kind</source>
        <translation>其他的码</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Nothing has gone wrong lately.</source>
        <translation>近期没有异常。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Make a support bundle</source>
        <translation>生成支持包</translation>
    </message>
    <message>
        <source>Tell the staff now</source>
        <translation>立即告知工作人员</translation>
    </message>
    <message>
        <source>Ask after all of it now</source>
        <translation>立即全部重新查询</translation>
    </message>
</context>
<context>
    <name>TouchTrialScreen</name>
    <message>
        <source>Every field felt it.</source>
        <translation>全部区域均有反应。</translation>
    </message>
    <message>
        <source>%1 fields felt nothing</source>
        <translation>%1 格无反应</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Not well</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>All well</source>
        <translation>正常</translation>
    </message>
</context>
<context>
    <name>Sight</name>
    <message>
        <source>Sharpness</source>
        <translation>清晰度</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光线</translation>
    </message>
    <message>
        <source>Size of the code</source>
        <translation>码的大小</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>识读</translation>
    </message>
    <message>
        <source>detail {detail}</source>
        <translation>细节 {detail}</translation>
    </message>
    <message>
        <source>edges {share} of a module, detail {detail}</source>
        <translation>边缘 {share} 个码元，细节 {detail}</translation>
    </message>
    <message>
        <source>{dark} black, {clipped} blown out</source>
        <translation>过暗 {dark}，过曝 {clipped}</translation>
    </message>
    <message>
        <source>{dots} dots a module</source>
        <translation>每码元 {dots} 像素</translation>
    </message>
    <message>
        <source>{ms} ms a picture</source>
        <translation>每帧 {ms} 毫秒</translation>
    </message>
    <message>
        <source>{share} of the last pictures</source>
        <translation>最近画面中占 {share}</translation>
    </message>
    <message>
        <source>sharp</source>
        <translation>清晰</translation>
    </message>
    <message>
        <source>well lit</source>
        <translation>光线合适</translation>
    </message>
    <message>
        <source>large enough</source>
        <translation>够大</translation>
    </message>
    <message>
        <source>quick</source>
        <translation>很快</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>稳定</translation>
    </message>
    <message>
        <source>no code in sight</source>
        <translation>画面中没有码</translation>
    </message>
    <message>
        <source>a little soft: clean the lens</source>
        <translation>稍模糊：请擦镜头</translation>
    </message>
    <message>
        <source>blurred: clean the lens, set its focus</source>
        <translation>模糊：请擦镜头、调焦距</translation>
    </message>
    <message>
        <source>too dark: more light, a brighter phone</source>
        <translation>太暗：请加光或调亮手机</translation>
    </message>
    <message>
        <source>black: uncover the lens</source>
        <translation>全黑：请移开镜头遮挡</translation>
    </message>
    <message>
        <source>too bright: shade it, expose it less</source>
        <translation>太亮：请遮光或降低曝光</translation>
    </message>
    <message>
        <source>small: hold it closer</source>
        <translation>偏小：请靠近些</translation>
    </message>
    <message>
        <source>too small: hold it closer</source>
        <translation>太小：请靠近些</translation>
    </message>
    <message>
        <source>rather slow</source>
        <translation>偏慢</translation>
    </message>
    <message>
        <source>slow: is the machine busy?</source>
        <translation>很慢：主机是否繁忙？</translation>
    </message>
    <message>
        <source>now and then</source>
        <translation>时断时续</translation>
    </message>
    <message>
        <source>seen, and not read</source>
        <translation>看得到，读不出</translation>
    </message>
    <message>
        <source>{what}: {found}</source>
        <translation>{what}：{found}</translation>
    </message>
</context>
<context>
    <name>LivePicture</name>
    <message>
        <source>What the camera sees</source>
        <translation>摄像头画面</translation>
    </message>
    <message>
        <source>The camera gives no picture.</source>
        <translation>摄像头没有画面。</translation>
    </message>
</context>
<context>
    <name>Found</name>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>降级运行</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>状态未知</translation>
    </message>
    <message>
        <source>paper out</source>
        <translation>缺纸</translation>
    </message>
    <message>
        <source>paper low</source>
        <translation>纸将用尽</translation>
    </message>
    <message>
        <source>paper jam</source>
        <translation>卡纸</translation>
    </message>
    <message>
        <source>cover open</source>
        <translation>盖子开着</translation>
    </message>
    <message>
        <source>door open</source>
        <translation>门开着</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>too hot</source>
        <translation>过热</translation>
    </message>
    <message>
        <source>error</source>
        <translation>出错</translation>
    </message>
    <message>
        <source>feed button pressed</source>
        <translation>进纸键被按住</translation>
    </message>
    <message>
        <source>no status</source>
        <translation>没有状态</translation>
    </message>
    <message>
        <source>cutter error</source>
        <translation>切刀故障</translation>
    </message>
    <message>
        <source>earlier job left</source>
        <translation>还留有上一份打印</translation>
    </message>
    <message>
        <source>toner missing</source>
        <translation>没有墨粉</translation>
    </message>
    <message>
        <source>toner empty</source>
        <translation>墨粉用尽</translation>
    </message>
    <message>
        <source>toner low</source>
        <translation>墨粉不足</translation>
    </message>
    <message>
        <source>drum worn out</source>
        <translation>感光鼓到寿命</translation>
    </message>
    <message>
        <source>drum nearly worn out</source>
        <translation>感光鼓将到寿命</translation>
    </message>
    <message>
        <source>tray missing</source>
        <translation>没有纸盒</translation>
    </message>
    <message>
        <source>output full</source>
        <translation>出纸口已满</translation>
    </message>
    <message>
        <source>output almost full</source>
        <translation>出纸口将满</translation>
    </message>
    <message>
        <source>output tray missing</source>
        <translation>没有出纸盘</translation>
    </message>
    <message>
        <source>waste toner full</source>
        <translation>废粉盒已满</translation>
    </message>
    <message>
        <source>waste toner almost full</source>
        <translation>废粉盒将满</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>shut down</source>
        <translation>已关机</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>filter missing</source>
        <translation>缺少过滤器</translation>
    </message>
    <message>
        <source>no such queue</source>
        <translation>没有此打印队列</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>accepts no jobs</source>
        <translation>不接收任务</translation>
    </message>
    <message>
        <source>queue retries by itself</source>
        <translation>队列会自动重试</translation>
    </message>
    <message>
        <source>queue stops at a fault</source>
        <translation>队列遇故障会停止</translation>
    </message>
    <message>
        <source>queue gives no proof</source>
        <translation>队列不给出打印凭据</translation>
    </message>
    <message>
        <source>other warning</source>
        <translation>其他警告</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>忙</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>被占用</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>打不开</translation>
    </message>
    <message>
        <source>hung up</source>
        <translation>已断开</translation>
    </message>
    <message>
        <source>not grabbed</source>
        <translation>未能独占</translation>
    </message>
    <message>
        <source>not a bar code scanner</source>
        <translation>不是扫码器</translation>
    </message>
    <message>
        <source>set-up not confirmed</source>
        <translation>设置未确认</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>尚未查询</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>尚无回应</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>没有画面</translation>
    </message>
    <message>
        <source>no sound device</source>
        <translation>没有声音设备</translation>
    </message>
    <message>
        <source>sound stands still</source>
        <translation>声音停住了</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>没有连接</translation>
    </message>
    <message>
        <source>says the running kiosk</source>
        <translation>据正在运行的自助机</translation>
    </message>
    <message>
        <source>its length is not known</source>
        <translation>纸卷长度未知</translation>
    </message>
    <message>
        <source>out</source>
        <translation>已用完</translation>
    </message>
    <message>
        <source>{metres} m left</source>
        <translation>剩 {metres} 米</translation>
    </message>
    <message>
        <source>{count} receipts</source>
        <translation>约 {count} 张凭条</translation>
    </message>
    <message>
        <source>until {when} at this pace</source>
        <translation>按此速度可用到 {when}</translation>
    </message>
    <message>
        <source>not installed: {names}</source>
        <translation>未安装：{names}</translation>
    </message>
    <message>
        <source>{prompts}, to {device}</source>
        <translation>{prompts}，输出到 {device}</translation>
    </message>
    <message>
        <source>{host} is {address}</source>
        <translation>{host} 的地址是 {address}</translation>
    </message>
    <message>
        <source>from {address}</source>
        <translation>本机地址 {address}</translation>
    </message>
    <message>
        <source>to {address}</source>
        <translation>连到 {address}</translation>
    </message>
    <message>
        <source>in the clear, for a demo only</source>
        <translation>未加密，仅供演示</translation>
    </message>
    <message>
        <source>{name}: no such name</source>
        <translation>{name}：没有这个名字</translation>
    </message>
    <message>
        <source>{name}: no answer</source>
        <translation>{name}：没有回应</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有回应</translation>
    </message>
    <message>
        <source>no answer ({kind})</source>
        <translation>没有回应（{kind}）</translation>
    </message>
    <message>
        <source>refused: {reason}</source>
        <translation>被拒绝：{reason}</translation>
    </message>
    <message>
        <source>{time} ms</source>
        <translation>{time} 毫秒</translation>
    </message>
    <message>
        <source>the middle of {count}</source>
        <translation>{count} 次的中位数</translation>
    </message>
    <message>
        <source>ours is {seconds} s off</source>
        <translation>本机时钟偏差 {seconds} 秒</translation>
    </message>
    <message>
        <source>our clock is {seconds} s off</source>
        <translation>本机时钟偏差 {seconds} 秒</translation>
    </message>
    <message>
        <source>the answer had no date</source>
        <translation>回应没有日期</translation>
    </message>
    <message>
        <source>not tried: no {step}</source>
        <translation>未检查：前一步未通过（{step}）</translation>
    </message>
    <message>
        <source>{count} days left</source>
        <translation>还有 {count} 天到期</translation>
    </message>
    <message>
        <source>it ended {count} days ago</source>
        <translation>已过期 {count} 天</translation>
    </message>
    <message>
        <source>issued by {authority}</source>
        <translation>由 {authority} 签发</translation>
    </message>
    <message>
        <source>a key that is not among the pins</source>
        <translation>公钥不在固定名单内</translation>
    </message>
    <message>
        <source>nothing is owed</source>
        <translation>没有待办</translation>
    </message>
    <message>
        <source>this kiosk has no journal yet</source>
        <translation>本机尚无流水</translation>
    </message>
    <message>
        <source>{count} owed</source>
        <translation>待办 {count} 项</translation>
    </message>
    <message>
        <source>the oldest for {hours} h</source>
        <translation>最早的已等 {hours} 小时</translation>
    </message>
    <message>
        <source>staff told of {count}</source>
        <translation>已告知工作人员 {count} 项</translation>
    </message>
    <message>
        <source>{count} told in the last {minutes} minutes</source>
        <translation>最近 {minutes} 分钟报出 {count} 项</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>{free} MiB free at {where}</source>
        <translation>{where} 剩余 {free} MiB</translation>
    </message>
    <message>
        <source>{where}: read only</source>
        <translation>{where}：只读</translation>
    </message>
    <message>
        <source>{size} MiB</source>
        <translation>{size} MiB</translation>
    </message>
    <message>
        <source>its log {size} MiB</source>
        <translation>其日志 {size} MiB</translation>
    </message>
    <message>
        <source>cannot be read: {kind}</source>
        <translation>无法读取：{kind}</translation>
    </message>
    <message>
        <source>controls from {low} to {high} mm above the floor</source>
        <translation>控件离地 {low} 至 {high} 毫米</translation>
    </message>
    <message>
        <source>the height is not measured</source>
        <translation>未测量高度</translation>
    </message>
    <message>
        <source>its key lies beside it: development only</source>
        <translation>密钥就在旁边：仅限开发</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count} 条记录</translation>
    </message>
    <message>
        <source>all in place</source>
        <translation>完整无缺</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>未签名</translation>
    </message>
    <message>
        <source>on the stick</source>
        <translation>已写入 U 盘</translation>
    </message>
    <message>
        <source>sent to central</source>
        <translation>已发送中心平台</translation>
    </message>
    <message>
        <source>not on the stick: {reason}</source>
        <translation>未写入 U 盘：{reason}</translation>
    </message>
    <message>
        <source>not sent to central: {reason}</source>
        <translation>未发送中心平台：{reason}</translation>
    </message>
    <message>
        <source>too large for central</source>
        <translation>过大，未发送中心平台</translation>
    </message>
    <message>
        <source>not enrolled: central does not know this kiosk, or not with this key</source>
        <translation>未登记：中心平台不认识本机，或密钥不符</translation>
    </message>
    <message>
        <source>central knows its key {key}</source>
        <translation>中心平台已登记密钥 {key}</translation>
    </message>
    <message>
        <source>it does not know this kiosk</source>
        <translation>它不认识本机</translation>
    </message>
    <message>
        <source>passed {when}</source>
        <translation>通过 {when}</translation>
    </message>
    <message>
        <source>FAILED {when}</source>
        <translation>未通过 {when}</translation>
    </message>
    <message>
        <source>not enrolled: central has not heard of it yet</source>
        <translation>未登记：中心平台尚未收到本机登记</translation>
    </message>
    <message>
        <source>not enrolled: this kiosk was never started</source>
        <translation>未登记：本机从未启动</translation>
    </message>
    <message>
        <source>lost contact</source>
        <translation>失去联系</translation>
    </message>
    <message>
        <source>job vanished</source>
        <translation>打印任务不见了</translation>
    </message>
    <message>
        <source>completed with errors</source>
        <translation>已完成但有错误</translation>
    </message>
    <message>
        <source>a job without number</source>
        <translation>打印任务没有编号</translation>
    </message>
    <message>
        <source>no answer to the job</source>
        <translation>打印任务没有回应</translation>
    </message>
    <message>
        <source>no queued answer</source>
        <translation>没有排队的回应</translation>
    </message>
    <message>
        <source>job refused</source>
        <translation>任务被拒绝</translation>
    </message>
    <message>
        <source>status {code}</source>
        <translation>状态 {code}</translation>
    </message>
    <message>
        <source>{how} before it began</source>
        <translation>开始前{how}</translation>
    </message>
    <message>
        <source>{how} before the first page</source>
        <translation>第一页之前{how}</translation>
    </message>
    <message>
        <source>too long for the line</source>
        <translation>数据过长</translation>
    </message>
    <message>
        <source>canceled</source>
        <translation>被取消</translation>
    </message>
    <message>
        <source>aborted</source>
        <translation>被中止</translation>
    </message>
    <message>
        <source>stuck and cancelled</source>
        <translation>卡住后被取消</translation>
    </message>
    <message>
        <source>stuck and cancelled: {reason}</source>
        <translation>卡住后被取消：{reason}</translation>
    </message>
    <message>
        <source>the job never ended</source>
        <translation>打印任务没有结束</translation>
    </message>
</context>
</TS>

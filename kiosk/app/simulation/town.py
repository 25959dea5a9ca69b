"""The people of one world, their doctors, and the window across the hall."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import kiosk.central.wire as wire
from kiosk.app.simulation.people import Phone, Somebody
from kiosk.app.simulation.weather import Weather
from kiosk.model.codes import CodeKind
from kiosk.model.intent import Method
from kiosk.model.money import Money
from kiosk.sandbox import codes, keys, sign_ups, verbs
from kiosk.sandbox.books import BookKeeper
from kiosk.sandbox.charges import scan
from kiosk.sandbox.past import Then, make_past
from kiosk.sandbox.people import ordered_bill, usual_items
from kiosk.sandbox.records import Charge, Coverage, Habit, IssuedCode, Person, Quote
from kiosk.sandbox.settings import Moment, Settings
from kiosk.sandbox.stays import close_list, make_stay, put_down_elsewhere
from kiosk.sandbox.verbs import payable_bills


class Town:
    """Everything that happens at central without a kiosk."""

    def __init__(
        self,
        store: BookKeeper,
        settings: Settings,
        weather: Weather,
        dice: Random,
        *,
        now: Callable[[], datetime],
        noticed: Callable[[str], None],
    ) -> None:
        self._store = store
        self._settings = settings
        self._weather = weather
        self._dice = dice
        self._now = now
        self._noticed = noticed
        self.regulars = self._populate()

    def window_pays(self) -> None:
        """Somebody pays at the window what is open at a kiosk."""
        with self._store.opened() as books:
            bills = payable_bills(books, self._dice.choice(self.regulars))
            if bills:
                books.mark_paid((bills[0].id,), f"W{bills[0].id}")
                self._noticed(f"the window is paid {bills[0].id}")

    def doctor_takes_back(self) -> None:
        with self._store.opened() as books:
            bills = payable_bills(books, self._dice.choice(self.regulars))
            if bills:
                books.take_back(bills[0].id)
                self._noticed(f"the doctor takes back {bills[0].id}")

    def cashier_reverses(self) -> None:
        """An invoice is reversed at the window, 冲红."""
        day = self._now().date()
        with self._store.opened() as books:
            invoices = books.invoices_of(self._dice.choice(self.regulars), date.min)
            left = [one for one in invoices if one.reversed_on is None]
            if left:
                books.put(replace(self._dice.choice(left), reversed_on=day))
                self._noticed("the cashier reverses an invoice")

    def ward_closes(self) -> None:
        """A ward closes its list: somebody may leave."""
        moment = Moment(self._now(), self._settings)
        with self._store.opened() as books:
            stays = books.stays_of(self._dice.choice(self.regulars))
            inside = [one for one in stays if one.began and one.closed_on is None]
            if inside:
                close_list(books, inside[0], moment)
                self._noticed(f"the ward closes the list of {inside[0].id}")

    def meanwhile(self, charge_key: str) -> None:
        """Between a charge and its settlement the bills may change, of all moments."""
        pays = self._weather.hits(self._weather.swarm.window_pays)
        if not pays and not self._weather.hits(self._weather.swarm.bills_change):
            return
        with self._store.opened() as books:
            charge = books.find(Charge, charge_key)
            quote = books.find(Quote, charge.presettle_id) if charge else None
            if quote is None or books.settled_as(quote.bill_ids).get(quote.bill_ids[0]):
                return
            if pays:
                books.mark_paid(quote.bill_ids[:1], f"W{quote.bill_ids[0]}")
            else:
                books.take_back(quote.bill_ids[0])
            self._noticed(
                f"meanwhile {quote.bill_ids[0]} is {'paid' if pays else 'gone'}"
            )

    def somebody(self) -> Somebody:
        """Whoever comes next, with a phone and perhaps a guide slip in hand."""
        moment = Moment(self._now(), self._settings)
        with self._store.opened() as books:
            person = books.find(Person, self._dice.choice(self.regulars))
            assert person is not None
            issued = {
                kind: IssuedCode(
                    codes.make(kind, moment.now),
                    kind,
                    person.id,
                    person.habit,
                    moment.now + timedelta(minutes=5),  # a phone shows fresh ones
                )
                for kind in (CodeKind.VOUCHER, CodeKind.WECHAT)
            }
            books.add(issued.values())
            owed = payable_bills(books, person.id)
            bills = tuple(one.id for one in owed if one.bill.window is None)
        slip = None
        if bills and self._dice.random() < 0.7:
            count = self._dice.choice((1, 1, len(bills)))
            slip = self._slip(person, bills[-count:], moment) or None
        phone = Phone(
            issued[CodeKind.VOUCHER].value.encode(),
            issued[CodeKind.WECHAT].value.encode(),
            slip,
            lambda text: self._scan(person, text),
        )
        return Somebody(person.id, phone, self._dice, self._weather.swarm)

    def _scan(self, person: Person, text: str) -> None:
        """A phone scans what a kiosk shows, or once showed."""
        moment = Moment(self._now(), self._settings)
        with self._store.opened() as books:
            payer = books.find(Person, person.id)
            assert payer is not None
            if scan(books, text, payer, payer.habit, moment) or sign_ups.scan(
                books, text, payer, payer.habit, moment
            ):
                self._noticed(f"{person.id} scans a code")

    def _slip(self, person: Person, bills: tuple[str, ...], moment: Moment) -> bytes:
        """What the doctor's printer would have printed for these bills."""
        with self._store.opened() as books:
            request = wire.PreSettleRequest(psn_no=person.id, bill_ids=bills)
            answer = verbs.pre_settle(books, request, moment)
            if answer.status != 200:
                return b""
            made = wire.PreSettleReply.model_validate_json(answer.body)
            quote = books.find(Quote, made.presettle_id)
            assert quote is not None
            return keys.write_slip(books, person, quote, moment).encode()

    def _populate(self) -> tuple[str, ...]:
        """The few who come today; so few that they meet each other's traces."""
        dice = self._dice
        people = [
            Person(
                f"P70{number:02d}",
                f"模拟{number}",
                "",
                coverage=dice.choice((*Coverage, Coverage.STANDARD)),
                uses_account=dice.random() < 0.5,
                account=Money(dice.choice((0, 5_00, 3_000_00))),
                bank=dice.choice((None, "模拟银行", "模拟银行")),
                credit=Money(dice.choice((0, 20_00, 8_000_00, 8_000_00))),
                one_code=dice.choice((None, None, "模拟支付")),
                habit=dice.choice((*Habit, Habit.PAYS, Habit.PAYS)),
            )
            for number in range(dice.randint(2, 5))
        ]
        with self._store.opened() as books:
            books.add(people)
        for person in people:
            self.order(person.id, dice.randint(1, 3))
            self._issue(person, dice.randint(0, 3))
            if self._weather.swarm.lies_in:
                self._admit(person)
        return tuple(person.id for person in people)

    def _issue(self, person: Person, count: int) -> None:
        """She has been here before, and has invoices of it."""
        with self._store.opened() as books:
            for at in range(count):
                number = books.next_number("past")
                day = self._now().date() - timedelta(days=30 * (at + 1))
                then = Then(30 * (at + 1))
                past = make_past(person, at, then, 8_000_000_000 + number, day)
                books.add([past.bill])
                books.add([past.issued])

    def _admit(self, person: Person) -> None:
        """She is in a ward with something put down for her, or ordered in."""
        dice, moment = self._dice, Moment(self._now(), self._settings)
        days = dice.choice((None, 1, 3))
        began = moment.today - timedelta(days=days) if days else None
        with self._store.opened() as books:
            stay = make_stay(books, person.id, 0, began)
            for _ in range(dice.choice((0, 1, 2, 2)) if days else 0):
                way = dice.choice((Method.WECHAT, Method.ALIPAY))
                put_down_elsewhere(books, stay, Money(200_00), way, moment)
            if days and dice.random() < 0.5:
                close_list(books, stay, moment)

    def order(self, psn_no: str, count: int) -> None:
        """A doctor orders; each order is one more bill."""
        with self._store.opened() as books:
            for _ in range(count):
                number = 100 + books.next_number("bill")
                items = usual_items(psn_no, number)
                ordered = ordered_bill(psn_no, number, items, self._now().date())
                # Some are not for a kiosk to take; no die is thrown for it.
                if self._weather.swarm.checks and number % 4 == 0:
                    bill = replace(ordered.bill, window="工伤窗口")
                    ordered = replace(ordered, bill=bill)
                books.add([ordered])

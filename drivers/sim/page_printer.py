"""A page printer made of an HTTP server: it speaks IPP and fails when told to.

Every fault here shows in what the printer says, but one: a printer that calls a job
completed and counts its pages while nothing came out (`lie_about_next_job`). That is
for the patient to say.
"""

from collections.abc import Callable
from itertools import count
from types import TracebackType
from typing import Self

from pyipp.enums import IppOperation, IppStatus

from drivers.sim.ipp_line import IppLine
from drivers.sim.ipp_wire import Answer, Request
from drivers.sim.page_press import (
    ABORTED,
    CANCELED,
    PROCESSING,
    SECONDS_PER_PAGE,
    Job,
    PagePress,
)

IDLE_PRINTER, BUSY_PRINTER, STOPPED_PRINTER = 3, 4, 5
ABILITIES: dict[str, object] = {
    "printer-make-and-model": "Kiosk Simulated Page Printer",
    "printer-info": "simulator",
    "printer-device-id": "MFG:Kiosk;MDL:Simulated;CMD:PDF;",
    "job-creation-attributes-supported": ["copies", "media", "print-scaling", "sides"],
    "media-ready": ["iso_a4_210x297mm", "iso_a5_148x210mm"],
    "media-supported": ["iso_a4_210x297mm", "iso_a5_148x210mm", "jis_b5_182x257mm"],
    "print-scaling-supported": ["auto", "fit", "none"],
    "sides-supported": ["one-sided", "two-sided-long-edge"],
}


class SimPagePrinter(PagePress):
    """The press at a plug: it takes jobs by IPP at `uri`."""

    def __init__(
        self,
        on_job: Callable[[bytes], None] = lambda pdf: None,
        *,
        seconds_per_page: float = SECONDS_PER_PAGE,
        port: int = 0,
    ) -> None:
        super().__init__(on_job, seconds_per_page)
        self.names: list[str] = []
        self.wishes: list[dict[str, object]] = []  # how each job was to come out
        self._numbers = count(1)
        self._counts_pages = True
        self._cancels = True
        self._tells_users_apart = True
        self._tells_names = True
        self._line = IppLine(self._answer, port)
        self.uri = self._line.uri

    @property
    def where(self) -> str:
        """What stands in the kiosk's configuration to reach it."""
        return self.uri

    def acts(self) -> dict[str, Callable[[str], None]]:
        """What a person at its control can do, by name."""
        return {
            name: _act(act)
            for name, act in {
                "no_answer": self.go_silent,
                "answer": self.speak_again,
                "late_answer": self._line.answer_late,
                "garble": self._line.garble,
                "go_away": self.unplug,
                "come_back": self.replug,
                "paper_low": self.paper_low,
                "paper_out": self.run_out_of_paper,
                "refill": self.refill,
                "jam": self.jam,
                "jam_next": self.jam_next_job,
                "cover": self.open_cover,
                "close_cover": self.close_cover,
                "toner_low": self.toner_low,
                "toner_empty": self.toner_empty,
                "slow": self.print_slowly,
                "stop": self.stop,
                "resume": self.resume,
                "cancel_job": self.cancel_job,
                "forget_job": self.forget_job,
                "lie": self.lie_about_next_job,
                "well": self.be_well,
            }.items()
        }

    def be_well(self) -> None:
        """Mend everything. Jobs that wait are printed."""
        self.mend()
        self._line.mend()
        self.replug()

    def unplug_during_next_job(self) -> None:
        self._strike(lambda job: self.unplug())

    def count_no_pages(self) -> None:
        """Be one of the printers that report no impressions."""
        with self._changed:
            self._counts_pages = False

    def refuse_to_cancel(self) -> None:
        with self._changed:
            self._cancels = False

    def cancel_again(self) -> None:
        with self._changed:
            self._cancels = True

    def list_everybodys_jobs(self) -> None:
        """Be one of the printers to which every job is the asker's own."""
        with self._changed:
            self._tells_users_apart = False

    def withhold_names(self) -> None:
        """Be one of the printers that keep the names of jobs private."""
        with self._changed:
            self._tells_names = False

    def lose_next_answer(self) -> None:
        """Take the next job and hang up without a word about it."""
        self._line.lose_next_answer()

    def go_silent(self) -> None:
        """Do as asked, but answer nothing until `speak_again`."""
        self._line.be_silent(True)

    def speak_again(self) -> None:
        self._line.be_silent(False)

    def garble(self) -> None:
        """Answer with nonsense until all is mended."""
        self._line.garble()

    def answer_late(self) -> None:
        """Answer after everybody has given up, until all is mended."""
        self._line.answer_late()

    def lose_network(self) -> None:
        """Pull the network alone: jobs stay, and print when they can."""
        self._line.unplug()

    def restore_network(self) -> None:
        self._line.plug()

    def lose_paper_and_network_during_next_job(self) -> None:
        """Keep the next job for later, out of everybody's reach."""

        def strand(job: Job) -> None:
            self.run_out_of_paper()
            self.lose_network()

        self._strike(strand)

    def unplug(self) -> None:
        """Pull power and network: what was not printed is lost."""
        with self._changed:
            for job in self._jobs:
                job.state = job.state if job.is_over else ABORTED
            self._jobs.clear()
            self._changed.notify_all()
        self.lose_network()

    def replug(self) -> None:
        self._line.be_silent(False)
        self.restore_network()

    def close(self) -> None:
        self.unplug()
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._line.mend()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _answer(self, request: Request) -> Answer:
        with self._changed:
            match request.operation:
                case IppOperation.GET_PRINTER_ATTRIBUTES:
                    return Answer(printer=_wanted(self._describe(), request))
                case IppOperation.PRINT_JOB:
                    return self._take(request)
                case IppOperation.GET_JOBS:
                    return self._list(request)
            job = next((job for job in self._jobs if job.number == request.job), None)
            if job is None:
                return Answer(IppStatus.ERROR_NOT_FOUND)
            match request.operation:
                case IppOperation.GET_JOB_ATTRIBUTES:
                    return Answer(jobs=[self._describe_job(job)])
                case IppOperation.CANCEL_JOB:
                    return self._cancel(job, request.user)
        return Answer(IppStatus.ERROR_OPERATION_NOT_SUPPORTED)

    def _take(self, request: Request) -> Answer:
        if request.format != "application/pdf" or not request.data:
            return Answer(IppStatus.ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED)
        job = Job(next(self._numbers), request.data, request.user, request.name)
        self._enter(job)
        self.names.append(request.name)
        self.wishes.append(request.wishes)
        return Answer(jobs=[self._describe_job(job)])

    def _list(self, request: Request) -> Answer:
        """Get-Jobs: by default everybody's that are not over, numbers only."""
        if request.which_jobs not in ("completed", "not-completed"):
            return Answer(IppStatus.ERROR_ATTRIBUTES_OR_VALUES)
        mine_only = request.my_jobs and self._tells_users_apart
        listed = [
            job
            for job in self._jobs
            if job.is_over == (request.which_jobs == "completed")
            and (not mine_only or job.user == request.user)
        ]
        wanted = request.attributes or {"job-id"}
        described = (self._describe_job(job).items() for job in listed)
        return Answer(jobs=[{n: v for n, v in job if n in wanted} for job in described])

    def _cancel(self, job: Job, user: str) -> Answer:
        if not self._cancels:
            return Answer(IppStatus.ERROR_TEMPORARY)
        if job.user != user:
            return Answer(IppStatus.ERROR_NOT_AUTHORIZED)
        if job.is_over:
            return Answer(IppStatus.ERROR_NOT_POSSIBLE)
        job.state, job.reason = CANCELED, "job-canceled-by-user"
        self._changed.notify_all()
        return Answer()

    def _describe(self) -> dict[str, object]:
        state = IDLE_PRINTER
        if any(job.state == PROCESSING for job in self._jobs):
            state = BUSY_PRINTER
        if not self._prints:
            state = STOPPED_PRINTER
        return {
            "printer-state": state,
            "printer-state-reasons": sorted(self._reasons) or ["none"],
            "printer-is-accepting-jobs": True,
            **ABILITIES,
        }

    def _describe_job(self, job: Job) -> dict[str, object]:
        described: dict[str, object] = {
            "job-id": job.number,
            "job-state": job.state,
            "job-state-reasons": [job.reason],
            "job-originating-user-name": job.user,
        }
        if self._tells_names:
            described["job-name"] = job.name
        if self._counts_pages:
            described["job-impressions-completed"] = job.impressions
        return described


def _act(act: Callable[[], None]) -> Callable[[str], None]:
    return lambda _: act()


def _wanted(described: dict[str, object], request: Request) -> dict[str, object]:
    return {
        name: value
        for name, value in described.items()
        if not request.attributes or name in request.attributes
    }

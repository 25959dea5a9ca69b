"""A page printer made of an HTTP server: it speaks IPP and fails when told to."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from itertools import count
from types import TracebackType
from typing import Self

from pyipp.enums import IppOperation, IppStatus

from drivers.sim.ipp_wire import Answer, Request, answer_bytes, read_request
from drivers.sim.loopback_server import LoopbackServer
from drivers.sim.page_press import (
    ABORTED,
    CANCELED,
    PROCESSING,
    SECONDS_PER_PAGE,
    Job,
    PagePress,
)

IDLE_PRINTER, BUSY_PRINTER, STOPPED_PRINTER = 3, 4, 5


class SimPagePrinter(PagePress):
    """The press at a plug: it takes jobs by IPP at `uri`."""

    def __init__(
        self,
        on_job: Callable[[bytes], None] = lambda pdf: None,
        *,
        seconds_per_page: float = SECONDS_PER_PAGE,
    ) -> None:
        super().__init__(on_job, seconds_per_page)
        self.names: list[str] = []
        self._numbers = count(1)
        self._silent = False
        self._loses_answer = False
        self._counts_pages = True
        self._cancels = True
        self._tells_users_apart = True
        self._tells_names = True
        self._server = LoopbackServer(self._handler())
        self.uri = f"ipp://127.0.0.1:{self._server.port}/ipp/print"

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
        with self._changed:
            self._loses_answer = True

    def go_silent(self) -> None:
        """Do as asked, but answer nothing until `speak_again`."""
        with self._changed:
            self._silent = True

    def speak_again(self) -> None:
        with self._changed:
            self._silent = False
            self._changed.notify_all()

    def lose_network(self) -> None:
        """Pull the network alone: jobs stay, and print when they can."""
        self._server.unplug()
        with self._changed:
            self._changed.notify_all()  # whoever is kept waiting by silence

    def restore_network(self) -> None:
        self._server.plug()

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
        with self._changed:
            self._silent = False
        self.restore_network()

    def close(self) -> None:
        self.unplug()
        with self._changed:
            self._closed = True
            self._silent = False
            self._changed.notify_all()

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
                    return Answer(printer=self._describe())
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
        job.state = CANCELED
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
        }

    def _describe_job(self, job: Job) -> dict[str, object]:
        described: dict[str, object] = {
            "job-id": job.number,
            "job-state": job.state,
            "job-state-reasons": ["none"],
            "job-originating-user-name": job.user,
        }
        if self._tells_names:
            described["job-name"] = job.name
        if self._counts_pages:
            described["job-impressions-completed"] = job.impressions
        return described

    def _respond(self, request: Request) -> bytes | None:
        """The answer, when the printer cares to give one."""
        answer = answer_bytes(request, self._answer(request))
        with self._changed:
            self._changed.wait_for(
                lambda: not self._silent or not self._server.is_plugged
            )
            if request.operation == IppOperation.PRINT_JOB and self._loses_answer:
                self._loses_answer = False
                return None
        return answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        printer = self

        class Line(BaseHTTPRequestHandler):
            """One HTTP request, which carries one IPP request."""

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                answer = printer._respond(read_request(self.rfile.read(length)))
                if answer is None:
                    return
                self.send_response(200)
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: a simulator writes no log."""

        return Line

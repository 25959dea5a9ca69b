"""Joins the reports of a HID-POS scanner into codes. Pure: reports in, codes out."""

from drivers.scanners.hid_descriptor import BarcodeReport

CODE_LIMIT_BYTES = 4096
NO_BAR_CODE = b"]Z"  # AIM identifier of data that stood in no code, ISO/IEC 15424


class HidposReports:
    """Collects a code that is longer than a report. Bounded."""

    def __init__(self, layout: BarcodeReport, limit: int = CODE_LIMIT_BYTES) -> None:
        self._layout = layout
        self._limit = limit
        self._code = b""
        self._oversize = False

    def feed(self, report: bytes) -> list[bytes]:
        """Take one report; give the code that it completed. Never raises."""
        layout = self._layout
        if layout.report_id is not None:
            if report[:1] != bytes([layout.report_id]):
                return []
            report = report[1:]
        if len(report) < layout.data_at + layout.data_bytes:
            self.forget()  # cut short: what it belonged to is not whole either
            return []
        self._extend(self._data(report))
        if self._continues(report):
            return []
        code, whole = self._code.rstrip(b"\r\n"), not self._oversize
        self.forget()
        return [code] if code and whole and not self._is_no_code(report) else []

    def forget(self) -> None:
        """Drop the code begun: the scanner fell silent in the middle of it."""
        self._code = b""
        self._oversize = False

    def _extend(self, data: bytes) -> None:
        if self._oversize or len(self._code) + len(data) > self._limit:
            self._oversize = True
            self._code = b""
        else:
            self._code += data

    def _data(self, report: bytes) -> bytes:
        at, most = self._layout.data_at, self._layout.data_bytes
        data = report[at : at + most]
        if self._layout.count_at is None:
            return data.rstrip(b"\0")
        return data[: report[self._layout.count_at]]

    def _continues(self, report: bytes) -> bool:
        at = self._layout.continued_at
        if at is None or at // 8 >= len(report):
            return False
        return bool(report[at // 8] >> at % 8 & 1)

    def _is_no_code(self, report: bytes) -> bool:
        at = self._layout.symbology_at
        return at is not None and report[at : at + 2] == NO_BAR_CODE

"""What watches a fleet: the rules, the dashboard, and the machine that shows them."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kiosk.app.demo.fleet import RULES, SHORTER, SHOWN, Watchers, ask, wait_until
from kiosk.diagnostics.metrics import Backlog, Page
from tests.openmetrics import free_port
from tests.test_metrics import GOLDEN, full

ROOT = Path(__file__).parents[1]
CASES = sorted(RULES.glob("alerts*_test.yml"))
DASHBOARD = json.loads((RULES / "grafana" / "kiosks.json").read_text(encoding="utf-8"))
QUERIES = [
    target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]
]
ALERTS = {
    rule["alert"]: rule["expr"]
    for group in yaml.safe_load((RULES / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]
    if "alert" in rule
}


def promtool(*arguments: str) -> str:
    """Run it among the files; say what it said where it is not content."""
    done = subprocess.run(
        ["promtool", *arguments], cwd=RULES, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# The files.


def test_each_alert_fires_for_its_reason_and_for_no_less() -> None:
    assert "SUCCESS" in promtool("test", "rules", *(one.name for one in CASES))


def test_every_alert_has_a_case_in_which_it_fires() -> None:
    cases = [case for one in CASES for case in yaml.safe_load(one.read_text())["tests"]]
    tried = [one for case in cases for one in case.get("alert_rule_test", ())]
    assert {one["alertname"] for one in tried if one["exp_alerts"]} == {*ALERTS}
    assert {one["alertname"] for one in tried if not one["exp_alerts"]} == {*ALERTS}


@pytest.mark.parametrize("options", [["prometheus.yml"], ["--agent", "agent.yml"]])
def test_prometheus_can_read_its_configuration(options: list[str]) -> None:
    assert "SUCCESS" in promtool("check", "config", *options)


def test_the_alertmanager_can_read_its_configuration() -> None:
    subprocess.run(
        ["amtool", "check-config", "alertmanager.yml"],
        cwd=RULES,
        capture_output=True,
        check=True,
    )


def test_every_name_in_the_rules_and_on_the_dashboard_is_one_that_a_kiosk_has() -> None:
    asked = {
        name
        for query in [*ALERTS.values(), *QUERIES]
        for name in re.findall(r"\bkiosk_[a-z_]+\b", query)
    }
    known = {*GOLDEN} | {f"{name}{end}" for name in GOLDEN for end in ENDINGS}
    assert asked - known == set()


ENDINGS = ("_bucket", "_count", "_sum")


def test_what_is_shortened_for_the_eye_is_there() -> None:
    files = [RULES / name for name in ("alerts.yml", "prometheus.yml")]
    text = "".join(path.read_text() for path in [*files, RULES / "alertmanager.yml"])
    assert [usual for usual, _ in SHORTER if usual not in text] == []
    assert {name for name, _ in SHOWN} <= {*ALERTS}


def test_the_handbook_says_of_every_alert_what_to_do() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### (Kiosk\w+)$", text, re.MULTILINE)
    assert headings == list(ALERTS)
    for section in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        assert section.count("\n") > 3, section


# The dashboard's queries, asked of a real Prometheus.


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of one that has seen a kiosk where everything has happened."""
    metrics = full()
    page = Page(metrics, free_port())
    folder = tmp_path_factory.mktemp("prometheus")
    try:
        with Watchers(folder, {"LOBBY-1": page.port}) as watchers:
            port = watchers.prometheus
            wait_until("two looks", lambda: seen(port) >= 2)
            metrics.visit_began()
            metrics.backlog(Backlog(4, 30.0, 1))
            for op in ("identify", "charge"):
                metrics.asked_central(op, "failed", 0.3)
            for result in ("paid", "timeout"):
                metrics.visit_ended(result, 50)
            metrics.visit_began()
            metrics.found(0.4)
            metrics.ui_stalled(0.01)
            metrics.step_ended("scan", 4)
            wait_until("two more", lambda: seen(port) >= 5)
            yield port
    finally:
        page.close()


def query(port: int, text: str) -> list[Any]:
    reply = ask(f"http://127.0.0.1:{port}/api/v1/query", {"query": text})
    result: list[Any] = reply.json()["data"]["result"]
    return result


def seen(port: int) -> float:
    """How often it has looked at the kiosk."""
    try:
        found = query(port, "count_over_time(kiosk_session_open[1m])")
    except OSError:
        return 0
    return float(found[0]["value"][1]) if found else 0


@pytest.mark.parametrize("text", QUERIES)
def test_every_query_of_the_dashboard_is_answered(prometheus: int, text: str) -> None:
    asked = text.replace("$__rate_interval", "1m").replace("$kiosk", ".*")
    wait_until(asked, lambda: bool(query(prometheus, asked)))


def test_a_query_for_what_no_kiosk_has_is_not_answered(prometheus: int) -> None:
    assert query(prometheus, 'kiosk_session_open{kiosk="LOBBY-2"}') == []


# All of it together.


def test_four_kiosks_go_wrong_and_four_alerts_say_so_while_the_fifth_is_well() -> None:
    done = subprocess.run(
        [RULES / "start", "--once"],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shown = {tuple(line.split()) for line in done.stdout.splitlines()}
    assert {(kiosk, name) for name, kiosk in SHOWN} <= shown
    assert ("LOBBY-5", "nothing") in shown

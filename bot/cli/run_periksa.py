"""What ``lkjip periksa`` does: hold a report against a table, or against itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.app import App, ReadOptions
from bot.cli.exit_codes import EXIT_DONE, EXIT_FAULT
from bot.contract import write_json


def run_periksa(
    laporan: Path, tabel: Sequence[str], lembar: str | None, *, as_json: bool, semua: bool = False
) -> None:
    """Examine a report and print every disagreement with its place and the expected value."""
    from bot import console

    app = App()
    with console.working(f"Memeriksa {laporan.name} …"):
        result = app.check(laporan, [Path(name) for name in tabel], ReadOptions(lembar=lembar))
    if as_json:
        write_json(result.to_json())
    else:
        console.show_pemeriksaan(result, all_info=semua)


def run_evaluasi_periksa(data: Path, *, detail: bool, gate: bool, as_json: bool) -> int:
    """Known contradictions of whole reports: how many are found, and how much of what is raised is right."""
    from bot import console
    from bot.evaluation import periksa_trial
    from bot.evaluation.suites import gate_document, periksa_gates, uji_gates

    with console.working("Membuat laporan dengan kesalahan …"):
        drafts, reports = periksa_trial.score_drafts(), periksa_trial.score_reports()
    checks = uji_gates(drafts, reports)
    document: dict[str, object] = {"uji": [drafts.to_json(), reports.to_json()]}
    if not as_json:
        console.show_uji_periksa([drafts, reports], checks, detail=detail)
    if (data / "lkjip" / "contradictions.jsonl").is_file():
        from bot.drafting.periksa.evaluate import score_periksa

        score = score_periksa(data)
        real = periksa_gates(score.recall, score.precision)
        checks += real
        document |= score.to_json()
        if not as_json:
            console.show_skor_periksa(score, real, detail=detail)
    else:
        console.say(f"Himpunan periksa dilewati: {data / 'lkjip'} tidak ada; ambangnya tidak diperiksa.")
        document["dilewati"] = str(data)
    if as_json:
        write_json({**document, "ambang": [gate_document(g) for g in checks]})
    return EXIT_DONE if all(g.is_met for g in checks) or not gate else EXIT_FAULT

"""The page put together."""

from __future__ import annotations

from collections import Counter

from meddiag_gui.evaluation.page.checklists import topics
from meddiag_gui.evaluation.page.comparison import comparison_section
from meddiag_gui.evaluation.page.finding import finding_section
from meddiag_gui.evaluation.page.text import escape, pairs, table
from meddiag_gui.evaluation.report import METHOD, EvaluationReport

_STYLE = """
body { font: 14px/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #111827;
  background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 .2rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #d1d5db; }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
p { margin: .3rem 0 .6rem; }
.use { color: #92400e; font-weight: 600; }
.note { color: #4b5563; font-size: .9em; }
.few { color: #92400e; }
.digest { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums;
  margin: .3rem 0 .8rem; }
th, td { text-align: left; padding: .22rem .6rem .22rem 0; vertical-align: top;
  border-bottom: 1px solid #e5e7eb; overflow-wrap: break-word; }
thead th { border-bottom: 1px solid #6b7280; }
tr.marked td { font-weight: 700; }
.pairs th { width: 14rem; font-weight: 500; color: #4b5563; }
.confusion { width: auto; }
.confusion td, .confusion th { padding-right: 1.6rem; }
.figures { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem; }
.figures > svg { width: 100%; height: auto; }
@media print {
  body { margin: 0; max-width: none; }
  h2, h3 { break-after: avoid; }
  tr, svg { break-inside: avoid; }
}
"""


def html_page(report: EvaluationReport, *, name_images: bool = False) -> str:
    """Write an evaluation as one HTML document.

    Parameters
    ----------
    name_images
        Also list the worst errors and what was not scored by the names in the manifest. Off, the page
        names no image and no patient, and can be handed on.
    """
    title = f"{report.model.name} {report.model.version} on {report.manifest}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        '<p class="use">Research use only, not for diagnosis.</p>',
        "<h2>What was evaluated</h2>",
        _what(report),
    ]
    parts += [finding_section(report, finding, name_images=name_images) for finding in report.findings]
    parts += [comparison_section(each, report) for each in report.comparisons]
    parts += [_not_scored(report, name_images), _checklists(report, name_images)]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def _what(report: EvaluationReport) -> str:
    counts = (
        f"{len(report.images)} listed, {report.count('ok')} scored, {report.count('refused')} refused "
        f"(outside the intended use), {report.count('error')} failed"
    )
    rows = [
        ("Model", escape(f"{report.model.name} {report.model.version}")),
        ("Weights, sha256", f'<span class="digest">{escape(report.model.sha256)}</span>'),
        ("Manifest", escape(report.manifest)),
        ("Manifest, sha256", f'<span class="digest">{escape(report.manifest_sha256)}</span>'),
        ("Images", counts),
        ("Made", escape(f"{report.created}, MedDiag {report.program_version}, on {report.device}")),
        (
            "Intervals",
            f"{METHOD['level']:.0%}: {METHOD['interval']} ({METHOD['resamples']} resamples, seed "
            f"{METHOD['seed']}). AUROC also by {METHOD['auroc_delong']}.",
        ),
    ]
    if report.unlabelled:
        rows.append(("Findings without labels", escape(", ".join(report.unlabelled))))
    if report.ungrouped:
        rows.append(("Columns with too many values for subgroups", escape(", ".join(report.ungrouped))))
    return pairs(rows)


def _not_scored(report: EvaluationReport, name_images: bool) -> str:
    left = [image for image in report.images if image.status != "ok"]
    if not left:
        return "<h2>Not scored</h2><p>All images were scored.</p>"
    if name_images:
        rows = [[escape(i.path), i.status, escape(" ".join(i.reasons))] for i in left]
        return "<h2>Not scored</h2>" + table(("Image", "Status", "Reason"), rows)
    counted = Counter(image.status for image in left)
    rows = [["refused by the input gate" if s == "refused" else "failed", str(n)] for s, n in counted.items()]
    return "<h2>Not scored</h2>" + table(("Why", "Images"), rows)


def _checklists(report: EvaluationReport, name_images: bool) -> str:
    found = topics(report, named=name_images)
    rows = [
        [escape(t.name), ", ".join(t.lists), "covered" if t.covered else '<span class="few">lacking</span>',
         escape(t.where)]
        for t in found
    ]  # fmt: skip
    covered = sum(topic.covered for topic in found)
    return (
        "<h2>Checklists</h2>"
        f"<p>{covered} of {len(found)} topics of Metrics Reloaded, CLAIM 2024 and TRIPOD+AI are covered. "
        "Topics are in our words; this is a help for writing, and no certificate.</p>"
        + table(("Topic", "Asked for by", "Here", "Where, or what is lacking"), rows)
    )

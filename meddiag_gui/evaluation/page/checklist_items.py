"""The items of the field's checklists in our own words, each with what of a report answers it.

Metrics Reloaded: Maier-Hein et al., Nat Methods 2024;21:195. CLAIM 2024: Tejani et al., Radiol Artif Intell
2024;6:e240300. TRIPOD+AI: Collins et al., BMJ 2024;385:e078378.
"""

from __future__ import annotations

from dataclasses import dataclass

from meddiag_gui.language import mark

CLAIM, TRIPOD, RELOADED = "CLAIM 2024", "TRIPOD+AI", "Metrics Reloaded"


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    Parameters
    ----------
    number
        As its list counts it; empty where the list does not count.
    answer
        Key of what answers it in `meddiag_gui.evaluation.page.checklists`; empty where only the authors can.
    """

    checklist: str
    number: str
    asks: str
    answer: str = ""


def _items(checklist: str, rows: tuple[tuple[str, str, str], ...]) -> tuple[Item, ...]:
    return tuple(Item(checklist, *row) for row in rows)


ITEMS = (
    *_items(
        RELOADED,
        (
            ("", mark("Task and what is judged: image, pixel or object"), "task"),
            ("", mark("Metric at the operating point, for the task"), "calls"),
            ("", mark("Metric over all thresholds"), "curves"),
            ("", mark("Calibration"), "calibration"),
            ("", mark("Overlap of masks"), "overlap"),
            ("", mark("Distance of outlines"), "outline"),
            ("", mark("Prevalence, and metrics that depend on it told apart"), "prevalence"),
            ("", mark("Uncertainty of every figure"), "intervals"),
            ("", mark("Data with structure: several images of a patient"), "clusters"),
            ("", mark("What happens where a metric is undefined"), "undefined"),
            ("", mark("Subgroups looked at one by one"), "subgroups"),
            ("", mark("Cost of errors: utility of acting on the model"), "utility"),
        ),
    ),
    *_items(
        CLAIM,
        (
            ("1, 2", mark("Title and abstract name the method, data and results"), ""),
            ("3, 4", mark("Background, intended use and aims"), "use"),
            ("5, 6", mark("Prospective or retrospective; goal of the study"), ""),
            ("7", mark("Sources of the data"), "source"),
            ("8", mark("Who was included and who excluded"), "eligibility"),
            ("9", mark("Preprocessing"), "preprocessing"),
            ("10", mark("Which part of the images was taken"), "eligibility"),
            ("11", mark("De-identification"), ""),
            ("12", mark("Missing data"), "missing"),
            ("13", mark("How the images were acquired"), ""),
            ("14–16", mark("Reference standard: definition, reason, who gave it"), ""),
            ("17, 18", mark("Annotation of the test set; agreement of the annotators"), ""),
            ("19", mark("Sample size"), "sample"),
            ("20, 21", mark("How data were divided, and at which level apart"), "split"),
            ("22", mark("The model: inputs, outputs, layers"), "model"),
            ("23", mark("Software"), "software"),
            ("24", mark("Initial weights"), "recipe"),
            ("25", mark("Training: augmentation, hyperparameters, number of models"), "recipe"),
            ("26", mark("How the final model was chosen"), "recipe"),
            ("27", mark("Ensembles"), "model"),
            ("28", mark("Metrics"), "calls"),
            ("29", mark("Uncertainty and tests"), "intervals"),
            ("30", mark("Robustness"), "robustness"),
            ("31", mark("Explainability, and whether it was validated"), "maps"),
            ("32", mark("Performance on internal data"), "internal"),
            ("33", mark("Performance on external data"), ""),
            ("34", mark("Registration of a trial"), ""),
            ("35", mark("Flow of patients and images"), "flow"),
            ("36", mark("Characteristics of each part"), "cohort"),
            ("37, 38", mark("Performance with its uncertainty"), "intervals"),
            ("39", mark("Failure analysis"), "failures"),
            ("40, 41", mark("Limitations; what it means for practice"), "limits"),
            ("42–44", mark("Registration, protocol, availability, funding"), ""),
        ),
    ),
    *_items(
        TRIPOD,
        (
            ("1, 2", mark("Title and abstract"), ""),
            ("3, 4", mark("Background, known inequalities, objectives"), ""),
            ("5", mark("Sources and dates of the data"), "source"),
            ("6", mark("Setting, eligibility, treatments"), "eligibility"),
            ("7", mark("Preparation of the data, alike in all groups"), "preprocessing"),
            ("8", mark("Outcome: definition and who assessed it"), ""),
            ("9", mark("Predictors: choice and measurement"), "model"),
            ("10", mark("Sample size"), "sample"),
            ("11", mark("Missing data"), "missing"),
            ("12a–c", mark("How data were used; type of model; how it was built"), "split"),
            ("12d", mark("Differences between clusters (sites)"), "subgroups"),
            ("12e", mark("Measures of performance: ranking, calibration, utility"), "performance"),
            ("12f, g", mark("Updating; how predictions are calculated"), "operating"),
            ("13", mark("Class imbalance"), "recipe"),
            ("14", mark("Fairness: how it was looked at"), "subgroups"),
            ("15", mark("Output and its thresholds"), "operating"),
            ("16", mark("Training data against evaluation data"), "prevalence"),
            ("17", mark("Ethical approval"), ""),
            ("18", mark("Funding, conflicts, protocol, registration, sharing"), ""),
            ("19", mark("Involvement of patients and public"), ""),
            ("20a", mark("Flow of patients, with numbers and outcomes"), "flow"),
            ("20b, c", mark("Characteristics, beside those of the training"), "cohort"),
            ("21", mark("Numbers in training and evaluation"), "counts"),
            ("22", mark("The full model"), "weights"),
            ("23a", mark("Performance with intervals, also by subgroup"), "subgroups"),
            ("23b", mark("Performance by cluster (site)"), "subgroups"),
            ("24", mark("Results of updating"), "comparison"),
            ("25, 26", mark("Interpretation and limitations"), "limits"),
            ("27", mark("Use: poor input, skills needed, next steps"), "gate"),
        ),
    ),
)

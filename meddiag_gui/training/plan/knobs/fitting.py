"""How the network is fitted, what it is, and how better settings are looked for."""

from __future__ import annotations

from meddiag_gui.language import mark
from meddiag_gui.training.plan.knobs.knob import ON_OFF, Knob

FITTING = (
    Knob(
        "optimisation.epochs",
        mark("Epochs"),
        mark(
            "Passes over the training images. More learn more, until the model begins to remember "
            "single images."
        ),
        1,
        1000,
    ),
    Knob(
        "optimisation.batch_size",
        mark("Images a step"),
        mark("Images after which the weights move once. More make smoother steps and need more memory."),
        2,
        1024,
    ),
    Knob(
        "optimisation.micro_batch",
        mark("Images at once"),
        mark(
            "Most images that pass the network together; 0 for all of a step. Fewer need less memory "
            "and give the same gradient."
        ),
        0,
        1024,
    ),
    Knob(
        "optimisation.learning_rate",
        mark("Learning rate"),
        mark(
            "How far the weights move in a step, at its highest. Too high and the loss jumps; too low"
            " and nothing is learned in time."
        ),
        1e-6,
        0.1,
        6,
    ),
    Knob(
        "optimisation.warmup",
        mark("Warm-up"),
        mark("Share of all steps in which the learning rate rises from zero; then it falls along a cosine."),
        0.0,
        0.9,
        2,
    ),
    Knob(
        "optimisation.weight_decay",
        mark("Weight decay"),
        mark("Pulls weights towards zero at each step, against remembering single images."),
        0.0,
        0.5,
        4,
    ),
    Knob(
        "optimisation.label_smoothing",
        mark("Label smoothing"),
        mark("Takes labels for a little less certain than they say: 0.05 turns 1 into 0.975."),
        0.0,
        0.5,
        3,
    ),
    Knob(
        "optimisation.ema_decay",
        mark("Averaging of weights"),
        mark("The model kept is a running average of the weights; nearer to 1 averages over more steps."),
        0.0,
        0.9999,
        4,
    ),
    Knob(
        "optimisation.patience",
        mark("Patience"),
        mark("Epochs without improvement after which the training ends; 0 never ends it early."),
        0,
        1000,
    ),
    Knob(
        "optimisation.balance",
        mark("Class weights"),
        mark("Whether with and without a finding weigh the same in the loss, however rare one is."),
        choices=ON_OFF,
    ),
    Knob(
        "optimisation.focal",
        mark("Focal exponent"),
        mark("How much less an image counts that the model is sure of; 0 is the plain loss, 2 is usual."),
        0.0,
        5.0,
        1,
    ),
    Knob(
        "optimisation.resample",
        mark("Resampling"),
        mark("Whether images with each set of findings are drawn equally often; class weights then rest."),
        choices=ON_OFF,
    ),
    Knob(
        "optimisation.precision",
        mark("Precision"),
        mark("In which the network computes; auto takes what the machine does fastest without harm."),
        choices=("auto", "float32", "bfloat16", "float16"),
    ),
    Knob(
        "optimisation.seed",
        mark("Seed of the training"),
        mark("From which all chance follows: the same seed gives the same model on the same machine."),
        0,
        2**31 - 1,
    ),
)
NETWORK = (
    Knob(
        "model.dropout",
        mark("Dropout"),
        mark("Share of the features that are left out at random in training, against relying on a few."),
        0.0,
        0.9,
        2,
    ),
    Knob(
        "model.drop_path",
        mark("Stochastic depth"),
        mark("Share of the images for which the last block is passed over in training; earlier blocks less."),
        0.0,
        0.9,
        2,
    ),
    Knob(
        "input.rows",
        mark("Rows of the input"),
        mark("Height in pixels to which every image is brought. More show finer detail and take longer."),
        32,
        1024,
    ),
    Knob(
        "input.columns",
        mark("Columns of the input"),
        mark("Width in pixels to which every image is brought."),
        32,
        1024,
    ),
    Knob(
        "input.intensity",
        mark("Grey values"),
        mark(
            "As the file's window shows them, or stretched so that the darkest and brightest "
            "hundredth are black and white."
        ),
        choices=("display", "percentile"),
    ),
)
SEARCH = (
    Knob(
        "search_minutes",
        mark("Search, minutes"),
        mark(
            "Time in which short trainings look for a better learning rate, decay, smoothing, dropout"
            " and augmentation; 0 for none."
        ),
        0,
        1440,
    ),
)

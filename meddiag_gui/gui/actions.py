"""Everything the user can do, as data: menus, toolbar and the page of shortcuts are built from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.language import mark, tr


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Parameters
    ----------
    id
        Name under which its handler is found.
    menu
        Menu it stands in.
    text
        Words in the menu and on the page of shortcuts.
    shortcuts
        Keys as Qt writes them, the first is shown.
    icon
        File stem in ``resources/icons``; with one it also stands in the toolbar.
    tip
        One more line where the text alone does not say it.
    checkable
        Whether it is on or off.
    separated
        Whether a line comes before it.
    """

    id: str
    menu: str
    text: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    checkable: bool = False
    separated: bool = False


ROOMS = mark("Go")  # menu of the rooms; they also stand in a toolbar of their own, by name

ACTIONS = (
    ActionSpec("open", "File", "Open files…", ("Ctrl+O",), "open"),
    ActionSpec("open_folder", "File", "Open folder…", ("Ctrl+Shift+O",)),
    ActionSpec("demo", "File", "Open the demo study", ("Ctrl+D",), tip="A phantom, not a patient"),
    ActionSpec("demo_ct", "File", "Open the demo CT", ("Ctrl+Shift+D",), tip="The same phantom as slices"),
    ActionSpec("clear_recent", "File", "Clear recent files"),
    ActionSpec("import_records", "File", "Import patients' records…", ("Ctrl+Shift+R",), separated=True),
    ActionSpec("deidentify", "File", "De-identify files…", ("Ctrl+Shift+I",), separated=True),
    ActionSpec("import", "File", "Import into the library…", ("Ctrl+Alt+O",), separated=True),
    ActionSpec("import_folder", "File", "Import a folder into the library…"),
    ActionSpec("import_open", "File", "Add what is open to the library", ("Ctrl+Alt+A",)),
    ActionSpec("lock", "File", "Lock the window", ("Ctrl+Alt+L",), separated=True),
    ActionSpec("quit", "File", "Quit", ("Ctrl+Q",), separated=True),
    # Their keys: F2 reading, F3 worklist, F4 library, F5 patient, F6 training, F7 evaluation, F8 wizard.
    ActionSpec("room_reading", ROOMS, "Reading", ("F2",), checkable=True),
    ActionSpec("room_worklist", ROOMS, "Worklist", ("F3",), checkable=True),
    ActionSpec("room_library", ROOMS, "Library", ("F4",), checkable=True),
    ActionSpec("room_patient", ROOMS, "Patient", ("F5",), checkable=True),
    ActionSpec("room_training", ROOMS, "Training", ("F6",), checkable=True),
    ActionSpec("room_evaluation", ROOMS, "Evaluation", ("F7",), checkable=True),
    ActionSpec("room_wizard", ROOMS, "Retrain", ("F8",), checkable=True),
    ActionSpec("previous", "Series", "Previous series", ("PgUp", "Left"), "previous", separated=True),
    ActionSpec("next", "Series", "Next series", ("PgDown", "Right"), "next"),
    ActionSpec("back", "Series", "Previous image of the series", ("Up",)),
    ActionSpec("forward", "Series", "Next image of the series", ("Down",)),
    ActionSpec("first", "Series", "First image of the series", ("Home",)),
    ActionSpec("last", "Series", "Last image of the series", ("End",)),
    ActionSpec("play", "Series", "Play", ("K",), "play", checkable=True, separated=True),
    ActionSpec("play_slower", "Series", "Play more slowly", ("Ctrl+Down",)),
    ActionSpec("play_faster", "Series", "Play faster", ("Ctrl+Up",)),
    ActionSpec("layout", "Layout", "Choose rows and columns…", ("Ctrl+L",), "layout", separated=True),
    ActionSpec("layout_1x1", "Layout", "1 × 1", ("Ctrl+1",), checkable=True),
    ActionSpec("layout_1x2", "Layout", "1 × 2, side by side", ("Ctrl+2",), checkable=True),
    ActionSpec("layout_2x1", "Layout", "2 × 1, one above the other", ("Ctrl+3",), checkable=True),
    ActionSpec("layout_2x2", "Layout", "2 × 2", ("Ctrl+4",), checkable=True),
    ActionSpec("layout_2x3", "Layout", "2 × 3", ("Ctrl+6",), checkable=True),
    ActionSpec("layout_3x3", "Layout", "3 × 3", ("Ctrl+9",), checkable=True),
    ActionSpec("maximise", "Layout", "Only the active picture", ("X",), checkable=True, separated=True),
    ActionSpec("next_cell", "Layout", "Next picture", ("N",)),
    ActionSpec("previous_cell", "Layout", "Picture before", ("Shift+N",)),
    ActionSpec(
        "link_scroll",
        "Layout",
        "Link scrolling by place in the patient",
        ("U",),
        "link-scroll",
        checkable=True,
        separated=True,
    ),
    ActionSpec("link_here", "Layout", "Link scrolling from these images on", ("Ctrl+Shift+U",)),
    ActionSpec("link_zoom", "Layout", "Link zoom and position", ("Shift+U",), "link-zoom", checkable=True),
    ActionSpec("link_window", "Layout", "Link window", ("Ctrl+U",), "link-window", checkable=True),
    ActionSpec("compare", "Layout", "Compare with an earlier study", ("Shift+P",), "compare", separated=True),
    ActionSpec("mpr", "Planes", "Three planes (MPR)", ("P",), "mpr", checkable=True, separated=True),
    ActionSpec("reference_lines", "Planes", "Reference lines", ("Shift+R",), checkable=True),
    ActionSpec("mpr_thicker", "Planes", "Thicker slab", (".",), separated=True),
    ActionSpec("mpr_thinner", "Planes", "Thinner slab", (",",)),
    ActionSpec("mpr_projection", "Planes", "Next projection of the slab", ("T",)),
    ActionSpec("fit", "View", "Fit to window", ("F",), "fit", separated=True),
    ActionSpec("actual", "View", "1:1 pixels", ("Z",), "actual"),
    ActionSpec("zoom_in", "View", "Zoom in", ("+", "="), "zoom-in"),
    ActionSpec("zoom_out", "View", "Zoom out", ("-",), "zoom-out"),
    ActionSpec("magnifier", "View", "Magnifier", ("Shift+Z",), "magnifier", checkable=True),
    ActionSpec("rotate_left", "View", "Rotate left 90°", ("[",), "rotate-left", separated=True),
    ActionSpec("rotate_right", "View", "Rotate right 90°", ("]",), "rotate-right"),
    ActionSpec("flip_horizontal", "View", "Flip left–right", ("H",), "flip-horizontal"),
    ActionSpec("flip_vertical", "View", "Flip top–bottom", ("V",), "flip-vertical"),
    ActionSpec("reset", "View", "Reset view and window", ("0", "R"), "reset"),
    ActionSpec("annotations", "View", "Corner texts", ("A",), "annotations", checkable=True, separated=True),
    ActionSpec("files", "View", "Series list", ("L",), "files", checkable=True),
    ActionSpec("tags", "View", "DICOM tags…", ("Ctrl+I",)),
    ActionSpec("full_screen", "View", "Full screen", ("F11",), checkable=True),
    ActionSpec(
        "second_screen",
        "View",
        "Pictures in a window of their own",
        ("Ctrl+F11",),
        checkable=True,
        tip="On another screen, where there is one",
    ),
    ActionSpec("light", "View", "Light theme", ("Ctrl+Shift+L",), checkable=True),
    ActionSpec("invert", "Window", "Invert", ("I",), "invert", checkable=True),
    ActionSpec("measure_length", "Measure", "Length", ("D",), "length", checkable=True, separated=True),
    ActionSpec("measure_angle", "Measure", "Angle", ("Shift+D",), "angle", checkable=True),
    ActionSpec("measure_cobb", "Measure", "Cobb angle", ("B",), "cobb", checkable=True),
    ActionSpec("measure_ctr", "Measure", "Cardiothoracic ratio", ("C",), "ctr", checkable=True),
    ActionSpec("measure_ellipse", "Measure", "Ellipse", ("E",), "ellipse", checkable=True),
    ActionSpec("measure_rectangle", "Measure", "Rectangle", ("Q",), "rectangle", checkable=True),
    ActionSpec("measure_polygon", "Measure", "Polygon, or by hand", ("J",), "polygon", checkable=True),
    ActionSpec("measure_point", "Measure", "Point value", ("Y",), "point", checkable=True),
    ActionSpec("measure_arrow", "Measure", "Arrow", ("W",), "arrow", checkable=True),
    ActionSpec("measure_text", "Measure", "Text", ("Shift+T",), "text", checkable=True),
    ActionSpec(
        "measure_keep", "Measure", "Keep the tool after one measurement", checkable=True, separated=True
    ),
    ActionSpec("measure_undo", "Measure", "Undo", ("Ctrl+Z",), separated=True),
    ActionSpec("measure_redo", "Measure", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    ActionSpec("measure_delete", "Measure", "Delete the selected measurement", ("Del", "Backspace")),
    ActionSpec("measure_clear", "Measure", "Delete all of this image"),
    ActionSpec("measure_copy", "Measure", "Copy all values", ("Ctrl+Shift+C",), separated=True),
    ActionSpec("measure_copy_table", "Measure", "Copy all values as CSV"),
    ActionSpec("measure_shown", "Measure", "Show measurements", ("Shift+A",), checkable=True, separated=True),
    ActionSpec("run", "Model", "Run the model", ("M",), "run", separated=True),
    ActionSpec("cancel", "Model", "Cancel the model", ("Esc",)),
    ActionSpec("auto", "Model", "Run on every image opened", checkable=True),
    ActionSpec("stability", "Model", "Test the score on altered copies", ("Shift+M",)),
    ActionSpec("compare_models", "Model", "Compare two models…", ("Ctrl+M",), separated=True),
    ActionSpec("batch", "Model", "Judge many images…", ("Ctrl+B",)),
    ActionSpec("overlay", "Model", "Influence map", ("O", "S"), "overlay", checkable=True, separated=True),
    ActionSpec("next_method", "Model", "Next method of the map", ("Shift+O",)),
    ActionSpec("map_details", "Model", "How far the map can be trusted…", ("Ctrl+T",)),
    ActionSpec("lungs", "Model", "Lung fields", ("Shift+L",), checkable=True, separated=True),
    ActionSpec("lungs_filled", "Model", "Lung fields filled", ("Ctrl+Shift+F",), checkable=True),
    ActionSpec("lungs_edit", "Model", "Edit the lung fields by hand", ("Shift+E",), checkable=True),
    ActionSpec("lungs_reset", "Model", "Lung fields back to the model's"),
    ActionSpec("verdict", "Verdict", "To the verdict", ("Shift+V",)),
    ActionSpec("verdict_sign", "Verdict", "Sign", ("Ctrl+Return",), separated=True),
    ActionSpec("verdict_sign_next", "Verdict", "Sign, and open the next unread", ("Ctrl+Shift+Return",)),
    ActionSpec("next_unread", "Verdict", "Next unread study", ("Ctrl+N",)),
    ActionSpec(
        "read_first",
        "Verdict",
        "Read before the model",
        checkable=True,
        tip="Its result stays hidden until you have committed your own opinion",
        separated=True,
    ),
    ActionSpec(
        "results_shown",
        "Results",
        "Results of others",
        ("G",),
        checkable=True,
        tip="Segmentations, structures, presentation states, marks of reports",
        separated=True,
    ),
    ActionSpec("overlay_planes", "Results", "Overlay planes of the file", ("Shift+G",), checkable=True),
    ActionSpec("next_key_image", "Results", "Next image of the key object selection", ("Shift+K",)),
    ActionSpec("copy_view", "Export", "Copy the view", ("Ctrl+C",), separated=True),
    ActionSpec("save_view", "Export", "Save the view as PNG…", ("Ctrl+E",)),
    ActionSpec("save_capture", "Export", "Save the view as DICOM Secondary Capture…"),
    ActionSpec(
        "export_annotated",
        "Export",
        "With marks, maps and corner texts",
        checkable=True,
        tip="In copies, pictures and captures",
        separated=True,
    ),
    ActionSpec(
        "export_named",
        "Export",
        "With the texts that name the patient",
        checkable=True,
        tip="In copies, pictures and captures; off when the program starts",
    ),
    ActionSpec("key_image", "Export", "Key image", ("Ctrl+K",), checkable=True, separated=True),
    ActionSpec("save_lungs", "Export", "Save the lung fields as PNG mask…", separated=True),
    ActionSpec("save_lungs_dicom", "Export", "Save the lung fields as DICOM Segmentation…"),
    ActionSpec("save_series", "Export", "Save the series as 16-bit PNG…", separated=True),
    ActionSpec("save_volume", "Export", "Save the series as NIfTI…"),
    ActionSpec("check_data", "Training", "Examine data…", ("Ctrl+Shift+X",)),
    ActionSpec("help", "Help", "Keyboard and mouse", ("F1", "?"), "help", separated=True),
    ActionSpec("about", "Help", "About MedDiag"),
)

MOUSE = (
    (mark("Drag, left or right button"), mark("Window: right is wider, up is brighter")),
    (mark("Drag, middle button or Space"), mark("Move the picture")),
    (mark("Wheel"), mark("Go through a series; else zoom to the pointer")),
    (mark("Ctrl and wheel"), mark("Zoom to the pointer")),
    (mark("Ctrl and drag"), mark("Go quickly through a series")),
    (mark("Drag a series from the list"), mark("Open it in the picture where it is dropped")),
    (mark("Double click"), mark("Fit to window, or 1:1")),
    (mark("Key of a measuring tool, twice"), mark("Keep the tool until Esc")),
    (mark("Drag a measurement, its handles or its label"), mark("Change it")),
    (mark("Arrow keys, with Shift"), mark("Move the selected measurement by 1 pixel, by 10")),
    (mark("Tab, Shift+Tab"), mark("Select the next measurement, the one before")),
    (mark("Editing lungs: B, E, P"), mark("Brush, eraser, polygon; Shift turns adding into erasing")),
    (mark("Editing lungs: [ and ], Ctrl and wheel"), mark("Size of the brush")),
    (
        mark("In three planes: drag, left button"),
        mark("Move the cross-hair; the right button sets the window"),
    ),
    (mark("In three planes: double click"), mark("One plane alone, or all three")),
    (mark("Drop files, a folder or a ZIP archive"), mark("Open them")),
)

PRESET_KEYS = (
    ("1", mark("The file's own window")),
    ("2 … 7", mark("The file's further windows")),
    ("8", mark("1st to 99th percentile")),
    ("9", mark("Full range")),
)


def build_actions(owner: QWidget, handlers: Mapping[str, Callable[..., object]]) -> dict[str, QAction]:
    """Make every action, connected to the handler of its id (a bound method).

    Raises
    ------
    KeyError
        If an action has no handler.
    """
    actions: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = QAction(tr(spec.text), owner)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setCheckable(spec.checkable)
        action.setToolTip(tool_tip(spec))
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        action.triggered.connect(handlers[spec.id])
        owner.addAction(action)
        actions[spec.id] = action
    return actions


def tool_tip(spec: ActionSpec) -> str:
    """Words, keys and the further line, for the pointer."""
    keys = f" ({', '.join(spec.shortcuts)})" if spec.shortcuts else ""
    return f"{tr(spec.text)}{keys}" + (f"\n{tr(spec.tip)}" if spec.tip else "")


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Build the menus in the order in which the actions first name them."""
    menus = {name: bar.addMenu(tr(name)) for name in dict.fromkeys(spec.menu for spec in ACTIONS)}
    for spec in ACTIONS:
        if spec.separated and menus[spec.menu].actions():
            menus[spec.menu].addSeparator()
        menus[spec.menu].addAction(actions[spec.id])
    return menus


def fill_rooms(bar: QToolBar, actions: Mapping[str, QAction]) -> None:
    """Put the rooms into their toolbar."""
    bar.addActions([actions[spec.id] for spec in ACTIONS if spec.menu == ROOMS])


def fill_toolbar(bar: QToolBar, actions: Mapping[str, QAction]) -> None:
    """Put every action with an icon into the toolbar."""
    for spec in ACTIONS:
        if spec.icon:
            if spec.separated and bar.actions():
                bar.addSeparator()
            bar.addAction(actions[spec.id])

/** Puts the page together: one exercise at a time, with its task, its file and its verdict. */
import { address } from "./address.js";
import { Check } from "./check.js";
import { config } from "./config.js";
import { element, icon, ring } from "./elements.js";
import { Engine } from "./engine.js";
import { done, exerciseItems, railItems } from "./exercises.js";
import { showLoading } from "./loading.js";
import { dismiss, notify, renew } from "./notices.js";
import { keepForOffline } from "./offline.js";
import { picture } from "./picture.js";
import { recall, remember } from "./preferences.js";
import { Scratch } from "./scratch.js";
import { source } from "./sourcefile.js";
import { Store } from "./store.js";
import { Tabs } from "./tabs.js";
import { showPassed, task } from "./task.js";
import { setUpTheme } from "./theme.js";
import { language, say, speak, spoken, translate } from "./words.js";
import { archive, save, taken } from "./work.js";

const SCRATCH = "scratch";
const $ = (id) => document.getElementById(id);
const me = crypto.getRandomValues(new Uint32Array(2)).join("-");
// One store for a folder, whether or not its document is named.
const store = new Store(`rawgrad ${new URL("./", location.href).pathname}`, me);
const tabs = new Tabs(store, me);
const engine = new Engine({ base: "./" });
/** The exercises whose data has been fetched. */
const fetched = new Set();
let course;
let here;
let editor;
let scratchEditor;
let check;
let scratch;

const named = (name) => course.exercises.find((exercise) => exercise.name === name);
/** The exercises that can be done in a browser. */
const doable = () => course.exercises.filter((exercise) => !exercise.computer);
const stub = (exercise) => ({ text: exercise.stub[language()], bom: false, eol: "\n" });
const fileOf = (exercise) => store.files.get(exercise.name)?.file ?? stub(exercise);
const progressOf = (exercise) => store.progress.get(exercise.name) ?? { name: exercise.name };
const sources = () =>
  Object.fromEntries(doable().map((one) => [`${one.name}.py`, source(fileOf(one))]));

/** Tell a screen reader, once. */
function announce(text) {
  $("announcer").textContent = text;
}

function keepProgress(exercise, change) {
  return store.put("progress", { ...progressOf(exercise), ...change });
}

/** Keep a file and, if it replaces another, that one as a backup. */
async function keepFile(exercise, file) {
  const before = store.files.get(exercise.name);
  if (before) {
    const when = new Date().toISOString();
    await store.put("backups", { id: `${exercise.name} ${when}`, name: exercise.name, when, file: before.file });
  }
  return store.put("files", { name: exercise.name, file });
}

/* What is shown. */

function showExercises() {
  const count = doable().filter((exercise) => done(store.progress.get(exercise.name))).length;
  const facts = { count, total: doable().length };
  $("exercise-list").replaceChildren(...exerciseItems(course.exercises, store.progress, here.name));
  $("rail").replaceChildren(...railItems(course.exercises, store.progress, here.name));
  $("progress").replaceChildren(ring(count / facts.total), element("span", {}, say("progress", facts)));
}

function showTask() {
  const keep = (change) => keepProgress(here, change);
  const predict = (id, answer) => engine.predict(here.name, id, answer, { lang: language() });
  $("task").replaceChildren(...task(here, progressOf(here), { keep, predict }).filter(Boolean));
}

function showFile() {
  $("desk").hidden = here.computer;
  $("computer").hidden = !here.computer;
  $("computer").textContent = say("computer", { name: here.name });
  if (here.computer) return;
  const file = fileOf(here);
  $("file-name").textContent = `${here.name}.py`;
  $("not-utf8").hidden = !file.bytes;
  $("editor").hidden = Boolean(file.bytes);
  editor?.configure({ editable: tabs.writes });
  if (!file.bytes) editor?.show(here.name, file, say("editor_label", { name: `${here.name}.py` }));
}

function showActions() {
  const bytes = here.data.reduce((sum, { bytes }) => sum + bytes, 0);
  $("data-size").hidden = !bytes || fetched.has(here.name);
  $("data-size").textContent = say("data_size", { size: (bytes / 1e6).toFixed(1) });
  if ($("check").dataset.state !== "running") {
    $("check").replaceChildren(say("check"), element("kbd", {}, say("check_key")));
  }
}

function showBackups() {
  const kept = [...store.backups.values()].filter(({ name }) => name === here.name);
  $("backups").hidden = !kept.length;
  $("backup-list").replaceChildren(...kept.reverse().map((backup) =>
    element("li", {},
      element("button", { type: "button", class: "plain", disabled: !tabs.writes, click: () => restore(backup) },
        say("restore", { when: new Date(backup.when).toLocaleString(language()) })))));
}

function showAll() {
  document.title = `${spoken(here.title)} · rawgrad`;
  translate();
  showExercises();
  showTask();
  showFile();
  showActions();
  showBackups();
  if (scratchEditor) {
    const file = store.files.get(SCRATCH)?.file ?? { text: say("scratch_text", { name: here.name }), eol: "\n" };
    scratchEditor.configure({ editable: tabs.writes });
    scratchEditor.show(SCRATCH, file, say("scratch_label"));
  }
}

/* What the learner does. */

function open(name, focus = false) {
  const exercise = named(name) ?? named(recall("exercise")) ?? firstOpen();
  if (exercise === here) return;
  check?.clear();
  here = exercise;
  remember("exercise", here.name);
  for (const place of ["picture", "solution"]) $(place).replaceChildren();
  showAll();
  if (!here.computer) engine.prepare(here.name);
  if (focus) {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    for (const place of [document.scrollingElement, $("task"), $("code")]) place.scrollTo(0, 0);
    $("title").focus({ preventScroll: true });
  }
}

const firstOpen = () =>
  course.exercises.find((exercise) => !done(store.progress.get(exercise.name))) ?? course.exercises[0];

function checked(exercise, result) {
  fetched.add(exercise.name);
  showActions();
  if (result.standing === "stopped") return;
  const { passed, total, undecided } = result.counts;
  const functions = {};
  for (const item of result.items) {
    if (item.function) functions[item.function] = (functions[item.function] ?? true) && item.verdict === "passed";
  }
  keepProgress(exercise, { standing: result.standing, passed, total, undecided, functions });
  showExercises();
  showPassed($("task"), functions);
  if (!done({ standing: result.standing })) return;
  // A browser may clear what it was not asked to keep.
  navigator.storage?.persist?.();
  showSolution(exercise);
}

function nextSteps(exercise, result) {
  if (!done({ standing: result.standing })) return [];
  const next = course.exercises[course.exercises.indexOf(exercise) + 1];
  const draw = () => picture(exercise, engine, sources(), $("picture"), announce);
  return [
    next
      ? element("a", { class: "button primary", href: address(next.name) },
        say("next", { title: spoken(next.title) }), element("kbd", {}, say("next_key")))
      : element("p", { class: "finished" }, say("finished")),
    exercise.picture
      ? element("button", { type: "button", click: draw }, icon("picture"), say("draw"))
      : null,
  ];
}

let solutions = null;

/** Show the reference beside the learner's own solution, where the page was built with it. */
async function showSolution(exercise) {
  if (!config.solutions) return;
  solutions ??= await (await fetch("./solutions.json")).json();
  const found = solutions[exercise.name];
  if (!found || exercise !== here) return;
  const ways = [found[language()], ...(found.others ?? [])];
  $("solution").replaceChildren(element("details", { class: "solution" },
    element("summary", {}, say("solution")),
    ways.map((text) => element("pre", { tabindex: "0" }, text))));
}

async function edited(name, text) {
  const file = name === SCRATCH ? { text, bom: false, eol: "\n" } : { ...fileOf(named(name)), text };
  if (store.files.get(name)?.file.text === text) return;
  $("saved").dataset.state = "saving";
  const kept = await store.put("files", { name, file });
  $("saved").dataset.state = kept ? "saved" : "unsaved";
  $("saved").textContent = kept ? say("saved") : say("unsaved");
}

async function reset() {
  await keepFile(here, stub(here));
  await store.remove("files", here.name);
  await keepProgress(here, { standing: "todo", passed: 0, functions: {} });
  check.clear();
  showAll();
  announce(say("reset_done"));
}

async function restore(backup) {
  await keepFile(here, backup.file);
  check.clear();
  showAll();
  announce(say("restored"));
}

function download() {
  const files = doable().map((exercise) => [exercise.name, fileOf(exercise)]);
  save(archive(files), "rawgrad-work.zip");
}

async function openWork(blob) {
  let files;
  try {
    files = await taken(blob, doable().map(({ name }) => name));
  } catch {
    return notify("not_opened", { close: () => dismiss("not_opened") }, { file: blob.name });
  }
  for (const [name, file] of files) await keepFile(named(name), file);
  check.clear();
  showAll();
  const key = files.length ? "opened" : "nothing_opened";
  for (const other of ["opened", "nothing_opened", "not_opened"]) dismiss(other);
  notify(key, { close: () => dismiss(key) }, { names: files.map(([name]) => `${name}.py`).join(", "), file: blob.name });
}

/* How the page is set up. */

function listen() {
  addEventListener("hashchange", () => open(location.hash.slice(1), true));
  addEventListener("keydown", (event) => {
    // The editors have dealt with theirs.
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) {
      // Nor is it a click on the button that has the focus.
      event.preventDefault();
      check?.run();
    }
    if (event.altKey && !event.ctrlKey && event.code === "KeyN") {
      event.preventDefault();
      const next = course.exercises[course.exercises.indexOf(here) + 1];
      if (next) location.hash = next.name;
    }
  });
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      speak(button.dataset.language);
      showLanguage();
      showAll();
      renew();
      check?.again();
    });
  }
  $("download").addEventListener("click", download);
  $("open").addEventListener("click", () => $("open-file").click());
  $("open-file").addEventListener("change", async () => {
    const [blob] = $("open-file").files;
    if (blob) await openWork(blob);
    $("open-file").value = "";
  });
  $("reset-dialog").addEventListener("close", () => {
    if ($("reset-dialog").returnValue === "reset") reset();
    $("reset-dialog").returnValue = "";
  });
  for (const name of ["menu", "work", "keys", "reset"]) {
    const dialog = $(`${name}-dialog`);
    $(`${name}-button`).addEventListener("click", () => dialog.showModal());
    // A click beside a dialog closes it.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
  for (const button of document.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
}

function showLanguage() {
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", button.dataset.language === language());
  }
}

function watchStore() {
  const offer = { download };
  if (!store.lasts) notify("keeps_nothing", offer);
  store.addEventListener("full", () => notify("full", offer));
  store.addEventListener("saved", () => dismiss("full"));
  tabs.addEventListener("change", () => {
    if (tabs.writes) dismiss("other_tab");
    else notify("other_tab", { take_over: () => tabs.takeOver() });
    for (const control of document.querySelectorAll("[data-writes]")) control.disabled = !tabs.writes;
    showAll();
  });
  tabs.addEventListener("news", showAll);
}

async function setUpEditors() {
  const { Editor } = await import("./editor.js");
  $("editor").replaceChildren();
  $("scratch-editor").replaceChildren();
  editor = new Editor($("editor"), { changed: edited, run: () => check.run() });
  scratchEditor = new Editor($("scratch-editor"), { changed: edited, run: () => scratch.run() });
  showAll();
}

function setUpActions() {
  check = new Check({
    engine,
    card: $("verdict"),
    button: $("check"),
    exercise: () => here,
    files: sources,
    mark: (line, isWrong) => editor?.mark(isWrong ? line : null),
    next: nextSteps,
    keep: checked,
    rename: showActions,
    announce,
  });
  scratch = new Scratch({
    button: $("run"),
    output: $("scratch-output"),
    run: (text) => engine.run(text, sources(), { lang: language() }),
    stop: () => engine.stop(),
    text: () => store.files.get(SCRATCH)?.file.text ?? say("scratch_text", { name: here.name }),
    announce,
  });
}

async function start() {
  setUpTheme();
  showLanguage();
  translate();
  const [answer] = await Promise.all([fetch("./course.json"), store.open()]);
  course = await answer.json();
  listen();
  open(location.hash.slice(1));
  document.documentElement.dataset.ready = "";
  showLoading(engine);
  setUpActions();
  watchStore();
  await Promise.all([setUpEditors(), tabs.join()]);
  const renewed = (activate) => notify("new_version", { reload: activate });
  await keepForOffline(renewed);
  engine.start();
}

start();

/** Edits Python in CodeMirror: one document for each file, each with its own history. */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  HighlightStyle, bracketMatching, codeFolding, foldEffect, foldGutter, foldKeymap, indentOnInput,
  indentUnit, syntaxHighlighting,
} from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec, RangeSet, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration, EditorView, GutterMarker, drawSelection, gutterLineClass, highlightActiveLine,
  highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword], class: "code-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "code-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "code-number" },
  { tag: [tags.lineComment, tags.blockComment], class: "code-comment" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "code-name" },
]);

/**
 * What is folded at first: of a docstring all but its first line and its last quotes, and what
 * tells whoever runs the module itself how to check it.
 */
const FOLDED = [
  /^([ \t]*[rR]?"""(?:(?!""")[^\n])*)(\n[^]*?)"""/gm,
  /^(if __name__ == "__main__":)(\n.*)$/gm,
];

class MarkedNumber extends GutterMarker {
  elementClass = "marked-number";
}

/** A line of the file is marked, wherever editing moves it, until the mark is set anew. */
const setMark = StateEffect.define();
const marked = StateField.define({
  create: () => null,
  update(mark, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMark)) return effect.value;
    return mark === null ? null : transaction.changes.mapPos(mark, 1);
  },
  provide: (field) => [
    EditorView.decorations.compute([field, "doc"], (state) => {
      const at = state.field(field);
      if (at === null) return Decoration.none;
      return Decoration.set(Decoration.line({ class: "marked-line" }).range(state.doc.lineAt(at).from));
    }),
    gutterLineClass.compute([field, "doc"], (state) => {
      const at = state.field(field);
      if (at === null) return RangeSet.empty;
      return RangeSet.of([new MarkedNumber().range(state.doc.lineAt(at).from)]);
    }),
  ],
});

export class Editor {
  #view;
  #states = new Map();
  #shown = null;
  #language = new Compartment();
  #access = new Compartment();
  #label = "";
  #editable = true;
  #changed;
  #extensions;

  /**
   * Put an editor into a place.
   *
   * `changed(name, text)` hears of every keystroke, `run()` of Ctrl-Enter.
   */
  constructor(parent, { changed, run }) {
    this.#changed = changed;
    const keys = [{ key: "Mod-Enter", run: () => (run(), true) }];
    this.#extensions = [
      Prec.highest(keymap.of(keys)),
      lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(), highlightSpecialChars(),
      codeFolding({ placeholderText: "⋯" }), foldGutter({ openText: "⌄", closedText: "›" }),
      history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(),
      indentUnit.of("    "), EditorState.tabSize.of(4), python(), syntaxHighlighting(colours),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, indentWithTab]),
      marked,
      EditorView.updateListener.of((update) => this.#tell(update)),
    ];
    this.#view = new EditorView({ parent });
  }

  /** Show a file; what was shown keeps its history and selection for when it is shown again. */
  show(name, file, label) {
    if (this.#shown !== null) this.#states.set(this.#shown, this.#view.state);
    this.#label = label;
    const known = this.#states.get(name);
    const same = known?.doc.toString() === file.text;
    this.#shown = name;
    this.#view.setState(same ? known : this.#fresh(file));
    this.configure({ editable: this.#editable, label });
    if (!same) this.#fold();
  }

  #fresh(file) {
    // Where a file mixes its line ends, they are characters of its lines.
    const ends = file.eol === "mixed" ? [EditorState.lineSeparator.of("\n")] : [];
    return EditorState.create({
      doc: file.text,
      extensions: [this.#extensions, ends, this.#language.of([]), this.#access.of([])],
    });
  }

  /** Fold the docstrings, which the page shows as the task, and go to what is to be written. */
  #fold() {
    const text = this.#view.state.doc.toString();
    const folds = FOLDED.flatMap((pattern) => [...text.matchAll(pattern)]).map((found) => {
      const from = found.index + found[1].length;
      return { from, to: from + found[2].length };
    });
    const effects = folds.sort((one, other) => one.from - other.from).map((fold) => foldEffect.of(fold));
    const todo = text.indexOf("raise NotImplementedError");
    this.#view.dispatch({ effects, selection: { anchor: Math.max(todo, 0) } });
  }

  /** Say what the editor is called, and whether it may be written in. */
  configure({ editable = this.#editable, label = this.#label }) {
    this.#editable = editable;
    this.#label = label;
    this.#view.dispatch({
      effects: [
        this.#access.reconfigure(EditorState.readOnly.of(!editable)),
        this.#language.reconfigure(EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" })),
      ],
    });
  }

  #tell(update) {
    if (update.docChanged) this.#changed(this.#shown, update.state.doc.toString());
  }

  /** Mark a line, counted from 1, or none; tell whether there is such a line. */
  mark(line) {
    const { doc } = this.#view.state;
    const there = line !== null && line >= 1 && line <= doc.lines;
    const at = there ? doc.line(line).from : null;
    const effects = [setMark.of(at)];
    if (there) effects.push(EditorView.scrollIntoView(at, { y: "center" }));
    this.#view.dispatch({ effects });
    return there;
  }

  focus() {
    this.#view.focus();
  }
}

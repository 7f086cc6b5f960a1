// The studio's text pane: CodeMirror, plain text in and out. Bundled by tools/editor.sh into src/fiches/studio/page/.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { yaml } from "@codemirror/lang-yaml";
import { syntaxHighlighting } from "@codemirror/language";
import { linter, setDiagnostics } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Transaction } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

const MARK = /^\s*(>|[-*]) $/; // that Enter has put at the head of a line: nobody means another

// What is left of what is typed or pasted at a place, where the line has begun with that mark already.
function unmarked(text, state, from) {
  const line = state.doc.lineAt(from), mark = MARK.exec(line.text.slice(0, from - line.from));
  if (!mark) return text;
  if (text === " ") return "";
  return text.startsWith(mark[1]) ? text.slice(1).replace(/^ /, "") : text;
}

function onceMarked(view, from, to, text) {
  const left = unmarked(text, view.state, from);
  if (left === text) return false;
  if (left || to > from) view.dispatch({ changes: { from, to, insert: left }, selection: { anchor: from + left.length }, userEvent: "input.type" });
  return true;
}

export function editor(parent, { text, label, hint, direction, language, kind, nonce, onChange, onFocus, onCaret }) {
  const locked = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        history(), keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]), search({ top: true }),
        kind === "yaml" ? yaml() : markdown(), syntaxHighlighting(classHighlighter), EditorView.lineWrapping,
        EditorView.inputHandler.of(onceMarked), EditorView.clipboardInputFilter.of((pasted, state) => unmarked(pasted, state, state.selection.main.from)),
        EditorView.perLineTextDirection.of(true), EditorView.cspNonce.of(nonce), linter(null),
        EditorView.contentAttributes.of({ "aria-label": label, dir: direction, lang: language, spellcheck: "true" }),
        hint ? placeholder(hint) : [], locked.of(EditorState.readOnly.of(false)),
        EditorView.updateListener.of((update) => {
          const typed = update.transactions.some((one) => !one.annotation(Transaction.remote));
          if (update.docChanged && typed) onChange(update.state.doc.toString());
          if (update.focusChanged && update.view.hasFocus) onFocus();
          if (update.selectionSet && update.view.hasFocus) onCaret(update.state.doc.lineAt(update.state.selection.main.head).number);
        }),
      ],
    }),
  });
  return {
    get text() { return view.state.doc.toString(); },
    // what somebody else wrote: the caret stays where it was
    replace(next) {
      const now = view.state.doc.toString();
      if (next === now) return;
      let from = 0;
      while (from < now.length && from < next.length && now[from] === next[from]) from += 1;
      let end = now.length, until = next.length;
      while (end > from && until > from && now[end - 1] === next[until - 1]) { end -= 1; until -= 1; }
      view.dispatch({ changes: { from, to: end, insert: next.slice(from, until) }, annotations: Transaction.remote.of(true) });
    },
    show(line) {
      const number = Math.min(Math.max(line, 1), view.state.doc.lines), at = view.state.doc.line(number);
      view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
      view.focus();
    },
    showMatch(pattern) {
      const found = pattern.exec(view.state.doc.toString());
      if (found) view.dispatch({ selection: { anchor: found.index }, effects: EditorView.scrollIntoView(found.index, { y: "center" }) });
      view.focus();
    },
    select(from, length) {
      view.dispatch({ selection: { anchor: from, head: from + length }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
    lock(yes) { view.dispatch({ effects: locked.reconfigure(EditorState.readOnly.of(yes)) }); },
    // problems: {line, column, severity, words}, lines of this text from 1
    mark(problems) {
      const found = problems.filter((one) => one.line >= 1 && one.line <= view.state.doc.lines).map((one) => {
        const line = view.state.doc.line(one.line), from = Math.min(line.from + Math.max(one.column - 1, 0), line.to);
        return { from, to: one.column > 1 ? Math.min(from + 1, line.to) : line.to, severity: one.severity, message: one.words };
      });
      view.dispatch(setDiagnostics(view.state, found));
    },
    get hasFocus() { return view.hasFocus; },
    remove() { view.destroy(); },
  };
}

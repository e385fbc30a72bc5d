'use client';
import { autocompletion, completeFromList, type Completion, type CompletionContext } from '@codemirror/autocomplete';
import { indentWithTab } from '@codemirror/commands';
import { javascript, localCompletionSource } from '@codemirror/lang-javascript';
import { markdown } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { minimalSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import { HELP } from '@/lib/notebook/library/help';

export interface Mark {
  readonly line: number;
  readonly column: number | null;
  readonly message: string;
}

interface CodeEditorProps {
  readonly value: string;
  readonly language: 'js' | 'markdown';
  readonly label: string;
  readonly onChange: (value: string) => void;
  /** Shift+Enter. */
  readonly onRun?: () => void;
  readonly mark?: Mark | null;
  /** Names that other cells define now. */
  readonly names?: () => readonly string[];
  readonly autoFocus?: boolean;
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--reset)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--charge)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--lif)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.heading, tags.strong], fontWeight: '650' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: [tags.link, tags.url], color: 'var(--accent)' },
]);

const look = EditorView.theme({
  '&': { backgroundColor: 'transparent', fontSize: '0.875rem' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
  '.cm-content': { fontFamily: 'var(--font-mono)', padding: '0.5rem 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 0.75rem' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--grid)' },
  '.cm-tooltip': { backgroundColor: 'var(--paper)', color: 'var(--ink)', border: 'var(--line)', maxWidth: '28rem' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--ink)', color: 'var(--paper)' },
  '.cm-help': { padding: '0.4rem 0.6rem', font: '0.8125rem/1.4 var(--font-sans)' },
  '.cm-help code': { fontFamily: 'var(--font-mono)' },
});

const helpOptions: Completion[] = HELP.map(({ name, signature, help }) => ({ label: name, detail: signature.startsWith(name) ? signature.slice(name.length) : signature, info: help, type: 'function' }));

/** What a name of the library means, on hover. */
const help = hoverTooltip((view, position) => {
  const word = view.state.wordAt(position);
  const found = word && HELP.find(({ name }) => name === view.state.sliceDoc(word.from, word.to));
  if (!word || !found) return null;
  return {
    pos: word.from,
    end: word.to,
    create() {
      const dom = document.createElement('div');
      dom.className = 'cm-help';
      const signature = document.createElement('code');
      signature.textContent = found.signature;
      const text = document.createElement('div');
      text.textContent = found.help;
      dom.append(signature, text);
      return { dom };
    },
  };
});

/** CodeMirror, loaded only where something can be edited. */
export default function CodeEditor({ value, language, label, onChange, onRun, mark, names, autoFocus }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const latest = useRef({ onChange, onRun, names });
  useEffect(() => {
    latest.current = { onChange, onRun, names };
  });

  useEffect(() => {
    if (!host.current) return;
    const complete = (context: CompletionContext) => {
      const own = (latest.current.names?.() ?? []).map((name): Completion => ({ label: name, type: 'variable', detail: ' of another cell' }));
      return completeFromList([...own, ...helpOptions])(context);
    };
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          minimalSetup,
          syntaxHighlighting(colours),
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          keymap.of([
            { key: 'Shift-Enter', run: () => (latest.current.onRun?.(), true) },
            // Tab indents; Escape first lets go of it, so that the keyboard is not trapped.
            { key: 'Escape', run: (view) => (view.contentDOM.blur(), true) },
            indentWithTab,
          ]),
          ...(language === 'js' ? [javascript(), autocompletion({ override: [complete, localCompletionSource] }), help] : [markdown()]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    if (autoFocus) view.focus();
    return () => {
      editor.current = null;
      view.destroy();
    };
    // The document belongs to the editor from here on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [language, label]);

  useEffect(() => {
    const view = editor.current;
    if (view && view.state.doc.toString() !== value) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const view = editor.current;
    if (!view) return;
    const { doc } = view.state;
    const line = mark && mark.line >= 1 && mark.line <= doc.lines ? doc.line(mark.line) : null;
    const from = line ? Math.min(line.to, line.from + Math.max(0, (mark?.column ?? 1) - 1)) : 0;
    view.dispatch(setDiagnostics(view.state, line && mark ? [{ from, to: Math.max(from, line.to), severity: 'error', message: mark.message }] : []));
  }, [mark]);

  return <div ref={host} className="code-editor" />;
}

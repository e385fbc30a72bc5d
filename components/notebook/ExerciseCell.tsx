'use client';
import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { readExercise } from '@/lib/notebook/cells/exerciseCell';
import type { FencedCell } from '@/lib/notebook/document/types';
import type { Verdict } from '@/lib/notebook/kernel/grade';
import { attempt, FRESH, progressStore } from '@/lib/stores/progress';
import { useNotebook, useNotebookState } from './context';
import { Markdown } from './Markdown';
import { useNear } from './useNear';

const CodeEditor = lazy(() => import('./CodeEditor'));
const ExperimentAnswer = lazy(() => import('./ExperimentAnswer'));

/** Text that the built page has as HTML, else rendered here. */
function Text({ html, text }: { html: string | undefined; text: string }) {
  return html === undefined ? <Markdown text={text} /> : <div dangerouslySetInnerHTML={{ __html: html }} />;
}

/** An exercise: a question, an answer that is checked by running it, hints in steps, a solution on request. */
export function ExerciseCell({ id, cell }: { id: string; cell: FencedCell }) {
  const { notebook, key, prepared } = useNotebook();
  const exercise = useMemo(() => readExercise(cell), [cell]);
  const number = useNotebookState((s) => s.cells.filter((c) => c.cell.kind === 'exercise').findIndex((c) => c.id === id) + 1);
  const ready = prepared(id)?.exercise;
  const progressKey = `${key}/${exercise.name}`;
  const known = useStore(progressStore, (s) => s.attempts[progressKey]) ?? FRESH;
  const allowed = useNotebookState((s) => s.allowed);
  const kept = useStore(progressStore, (s) => s.kept);
  const [typed, setTyped] = useState<string | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [checking, setChecking] = useState(false);
  const { ref, near } = useNear<HTMLElement>();
  const group = useId();
  const answer = typed ?? (known.answer || exercise.start);
  const change = (next: string) => {
    setTyped(next);
    setVerdict(null);
  };
  async function check() {
    setChecking(true);
    const given = await notebook.grade(exercise, answer);
    setChecking(false);
    setVerdict(given);
    attempt(progressKey, { answer, tries: known.tries + 1, solved: known.solved || given.right });
  }
  const solved = verdict ? verdict.right : known.solved && typed === null;
  return (
    <section ref={ref} className="cell exercise" aria-labelledby={`${group}-title`} id={`exercise-${exercise.name}`} data-solved={solved || undefined}>
      <h3 id={`${group}-title`}>Exercise {number}{solved && <span className="solved"> solved</span>}</h3>
      <div className="ask"><Text html={ready?.ask} text={exercise.ask} /></div>
      {exercise.kind === 'number' && (
        <p className="answer-row">
          <label htmlFor={`${group}-answer`}>Your answer</label>
          <input id={`${group}-answer`} type="text" inputMode="decimal" autoComplete="off" value={answer} onChange={(event) => change(event.target.value)} onKeyDown={(event) => event.key === 'Enter' && void check()} />
        </p>
      )}
      {exercise.kind === 'choice' && (
        <fieldset className="options">
          <legend className="visually-hidden">Your answer</legend>
          {exercise.options.map((option, k) => (
            <label key={option}>
              <input type="radio" name={group} value={option} checked={answer === option} onChange={() => change(option)} />
              {ready ? <span dangerouslySetInnerHTML={{ __html: ready.options[k] }} /> : <span>{option}</span>}
            </label>
          ))}
        </fieldset>
      )}
      {exercise.kind === 'code' && (
        <div className="code">
          {near ? <Suspense fallback={<pre className="code-static">{answer}</pre>}><CodeEditor value={answer} language="js" label="Your code" onChange={change} onRun={() => void check()} /></Suspense> : <pre className="code-static">{answer}</pre>}
        </div>
      )}
      {exercise.kind === 'experiment' && (near && allowed ? <Suspense><ExperimentAnswer exercise={exercise} link={answer} onChange={change} /></Suspense> : <div style={{ minHeight: 300 }} />)}
      <div className="button-row">
        <button type="button" className="button main" disabled={checking} onClick={() => void check()}>{checking ? 'Checking …' : 'Check'}</button>
        {known.hints < exercise.hints.length && (
          <button type="button" className="button" onClick={() => attempt(progressKey, { hints: known.hints + 1 })}>Hint {known.hints + 1} of {exercise.hints.length}</button>
        )}
        {exercise.solution && !known.solution && <button type="button" className="button" onClick={() => attempt(progressKey, { solution: true })}>Show the solution</button>}
        {(exercise.kind === 'code' || exercise.kind === 'experiment') && answer !== exercise.start && <button type="button" className="button" onClick={() => change(exercise.start)}>Start again</button>}
      </div>
      <div role="status" aria-live="polite">
        {verdict && (verdict.right
          ? <p className="verdict right">Right.</p>
          : <div className="verdict wrong"><Markdown text={verdict.message} /></div>)}
      </div>
      {exercise.hints.slice(0, known.hints).map((hint, k) => <div key={k} className="hint"><b>Hint {k + 1}</b> <Text html={ready?.hints[k]} text={hint} /></div>)}
      {known.solution && <div className="hint"><b>Solution</b> <Text html={ready?.solution} text={exercise.solution} /></div>}
      {!kept && <p className="quiet">This browser’s storage is full or blocked: your progress lasts as long as this page.</p>}
      {exercise.problems.map((p) => <p key={p.message} className="error-line" role="alert">line {p.line}: {p.message}</p>)}
    </section>
  );
}

import type { Metadata } from 'next';
import { Header } from '@/components/shell/Header';
import { readExercise } from '@/lib/notebook/cells/exerciseCell';
import { chapter, chapterNames, chapterPage, isNumbered } from '@/lib/notebook/chapters';
import { parseNotebook } from '@/lib/notebook/document/parse';

export const metadata: Metadata = { title: 'All exercises' };

/** For teachers: every exercise with its key and its worked solution. */
export default async function Exercises() {
  const names = (await chapterNames()).filter(isNumbered);
  const chapters = await Promise.all(names.map(async (name) => {
    const prepared = await chapter(name);
    const exercises = parseNotebook(prepared.text).cells.flatMap((cell, k) => (cell.kind === 'exercise' ? [{ ...readExercise(cell), ready: prepared.cells[k].exercise }] : []));
    return { name, title: prepared.title, exercises };
  }));
  return (
    <>
      <Header here="/notebook/" />
      <main className="contents exercises-page">
        <h1>All exercises, with their keys</h1>
        <p className="lead">For teachers. Answers are checked by running them; a key is one answer that is accepted.</p>
        {chapters.map(({ name, title, exercises }) => (
          <section key={name} aria-labelledby={name}>
            <h2 id={name}><a href={chapterPage(name)}>{title}</a></h2>
            {exercises.map((exercise) => (
              <article key={exercise.name} className="exercise">
                <p className="quiet"><a href={`${chapterPage(name)}#exercise-${exercise.name}`}>{exercise.name}</a> · {exercise.kind}{exercise.kind === 'number' && exercise.tolerance > 0 && ` · tolerance ${exercise.tolerance}`}</p>
                <div className="prose" dangerouslySetInnerHTML={{ __html: exercise.ready?.ask ?? '' }} />
                <p><b>Key</b></p>
                <pre className="value" tabIndex={0} role="region" aria-label={`Key of ${exercise.name}, ${title}`}>{exercise.ready?.key}</pre>
                <details>
                  <summary>{exercise.hints.length} hints and the solution</summary>
                  <ol>{exercise.ready?.hints.map((hint, k) => <li key={k} dangerouslySetInnerHTML={{ __html: hint }} />)}</ol>
                  <div className="prose" dangerouslySetInnerHTML={{ __html: exercise.ready?.solution ?? '' }} />
                </details>
              </article>
            ))}
          </section>
        ))}
      </main>
    </>
  );
}

import type { Metadata } from 'next';
import { OwnNotebooks } from '@/components/notebook/OwnNotebooks';
import { ChapterProgress, ProgressTools } from '@/components/notebook/ProgressTools';
import { Header } from '@/components/shell/Header';
import { chapter, chapterNames, chapterPage, isNumbered } from '@/lib/notebook/chapters';
import { readExercise } from '@/lib/notebook/cells/exerciseCell';
import { parseNotebook } from '@/lib/notebook/document/parse';

export const metadata: Metadata = { title: 'Notebook' };

/** The course, and the reader's own notebooks. */
export default async function NotebookContents() {
  const names = await chapterNames();
  const chapters = await Promise.all(names.map(async (name) => {
    const prepared = await chapter(name);
    const exercises = parseNotebook(prepared.text).cells.flatMap((cell) => (cell.kind === 'exercise' ? [readExercise(cell).name] : []));
    return { name, ...prepared, exercises };
  }));
  return (
    <>
      <Header here="/notebook/" />
      <main className="contents">
        <h1>Parallel spiking neurons, a course</h1>
        <p className="lead">
          Why must a spiking neuron go step by step, and what happens when it need not? Every figure is a running
          network, every number is computed on this page, and every line of code can be changed.
        </p>
        <ol className="chapters">
          {chapters.filter(({ name }) => isNumbered(name)).map(({ name, title, minutes, goals, exercises }) => (
            <li key={name}>
              <a href={chapterPage(name)}>{title}</a>
              <span className="quiet">{minutes && `${minutes} minutes`} <ChapterProgress name={name} exercises={exercises} /></span>
              <p className="quiet">{goals[0] && `You will be able to ${goals[0]}.`}</p>
            </li>
          ))}
        </ol>
        <p>{chapters.filter(({ name }) => !isNumbered(name)).map(({ name, title }) => <a key={name} className="aside-link" href={chapterPage(name)}>{title}</a>)} <a className="aside-link" href={chapterPage('exercises')}>All exercises, for teachers</a></p>
        <section aria-labelledby="own">
          <h2 id="own">Your notebooks</h2>
          <OwnNotebooks />
        </section>
        <section aria-labelledby="progress">
          <h2 id="progress">Your progress</h2>
          <ProgressTools />
        </section>
      </main>
    </>
  );
}

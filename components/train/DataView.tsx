'use client';
import { useEffect, useMemo, useRef } from 'react';
import type { DatasetFacts, Thumbnail } from '@/lib/engine/training/protocol';
import { percent } from '@/lib/figures/format';
import { count } from '@/lib/numerics/words';
import { useTheme } from '../shell/theme';
import { sheetSpec } from './specs';
import { TrainingFigure } from '../figures/TrainingFigure';
import { useFacts, useTraining } from './use';

const shapeText = ({ shape, content, steps }: DatasetFacts) => `${shape.join(' × ')} numbers${content === 'series' ? ` at each of ${steps} steps` : ''}`;

/** Samples of each class in each part, as bars with numbers. */
function Balance({ facts }: { facts: DatasetFacts }) {
  const most = Math.max(1, ...facts.counts.train);
  return (
    <table className="balance">
      <caption className="visually-hidden">Samples of each class</caption>
      <thead><tr><th scope="col">class</th><th scope="col">train</th><th scope="col">validation</th><th scope="col">test</th></tr></thead>
      <tbody>
        {facts.classes.slice(0, 40).map((name, k) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td><span className="bar" style={{ width: `${(100 * facts.counts.train[k]) / most}%` }} />{count(facts.counts.train[k])}</td>
            <td>{count(facts.counts.validation[k])}</td>
            <td>{count(facts.counts.test[k])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One sample of each class, to see at a glance what is asked. */
function ClassStrip({ facts }: { facts: DatasetFacts }) {
  const firsts = facts.classes.flatMap((name, k) => facts.sheet.find(({ label }) => label === k) ?? []).slice(0, 12);
  return (
    <div className="class-strip" aria-hidden="true">
      {firsts.map((picture) => (
        <figure key={picture.label}>
          <Picture picture={picture} />
          <figcaption>{facts.classes[picture.label]}</figcaption>
        </figure>
      ))}
    </div>
  );
}

/** A small grey picture in the ink of the page. */
function Picture({ picture: { rows, columns, values } }: { picture: Thumbnail }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(columns, rows);
    const ink = theme === 'dark' ? 235 : 25;
    values.forEach((v, k) => image.data.set([ink, ink, ink, v], 4 * k));
    context.putImageData(image, 0, 0);
  }, [rows, columns, values, theme]);
  return <canvas ref={canvas} width={columns} height={rows} />;
}

/** The data before anything is trained: what is asked, who is in it, what guessing reaches. */
export function DataView() {
  const facts = useFacts();
  const reading = useTraining((s) => s.reading);
  const error = useTraining((s) => s.dataError);
  const task = useTraining((s) => s.recipe.task);
  const spec = useMemo(() => facts && sheetSpec(facts), [facts]);
  if (!facts || !spec) {
    if (task.id === 'files') return <p className="empty">This run was trained on {task.file.split('#')[0]}, which stays with its owner. Open the same files to go on with it.</p>;
    return <p className="empty">{error ?? (reading ? `${reading.sentence}, ${Math.round(100 * reading.done)} %` : 'The data are being made.')}</p>;
  }
  const total = (part: keyof DatasetFacts['counts']) => count(facts.counts[part].reduce((a, b) => a + b, 0));
  // The tag never stands alone on a line.
  const words = facts.sentence.split(' ');
  const missing = facts.classes.filter((_, k) => facts.counts.train[k] === 0);
  return (
    <section className="data-view" aria-label="The data">
      <p className="lead">
        {words.slice(0, -1).join(' ')} <span className="together">{words.at(-1)} <span className="tag">{facts.origin === 'generated' ? 'generated' : 'your files'}</span></span>
      </p>
      <ClassStrip facts={facts} />
      <p className="quiet">
        {facts.classes.length} classes, {shapeText(facts)}; {total('train')} samples to train on, {total('validation')} to validate, {total('test')} to test.
        Guessing reaches {percent(facts.chance)}, a linear reader of the mean over time {facts.linear === null ? '… (being computed)' : percent(facts.linear)}.
      </p>
      {facts.notes.map((note) => <p key={note} className="quiet">{note}</p>)}
      {missing.length > 0 && <p className="error-line">There is no sample of {missing.slice(0, 5).join(', ')}{missing.length > 5 ? ' and others' : ''} to train on; the network cannot learn {missing.length === 1 ? 'it' : 'them'}.</p>}
      <details className="data-more">
        <summary>Samples and class balance</summary>
        <div className="data-pair">
          <TrainingFigure title="Contact sheet" help={facts.content === 'pictures' ? 'A few samples of each class.' : 'A few samples of each class: time to the right, channel down; pictures are summed over time.'} spec={spec} />
          <Balance facts={facts} />
        </div>
      </details>
    </section>
  );
}

'use client';
import type { DatasetFacts } from '@/lib/engine/training/protocol';
import { percent } from '@/lib/figures/format';
import { probabilities } from '../SampleView';
import { useTraining } from '../use';

/** Classes that are all shown, in their order; of more only the likeliest. */
const ALL = 10;
const TOP = 5;

/** What the network makes of the reader's input: how likely it finds each class. */
export function Answer({ id, facts, waiting }: { id: string; facts: DatasetFacts; waiting: string }) {
  const look = useTraining((s) => (s.look && s.look.id === id && 'own' in s.look.at ? s.look : null));
  const kind = useTraining((s) => s.runs.find((run) => run.id === id)?.recipe.neuron.kind);
  const shares = look ? probabilities(look.look.evidence, look.look.steps - 1, facts.classes.length) : facts.classes.map(() => 0);
  const top = shares.indexOf(Math.max(...shares));
  const ranked = shares.map((share, k) => ({ share, k }));
  const shown = ranked.length <= ALL ? ranked : ranked.sort((a, b) => b.share - a.share).slice(0, TOP);
  return (
    <div className="try-answer">
      <p className="try-verdict">{look ? <>It answers <b>{facts.classes[top]}</b>.</> : <span className="quiet">{waiting}</span>}</p>
      <ol className="try-bars" aria-label="How likely the network finds each class" data-kind={kind} data-answered={look ? true : undefined}>
        {shown.map(({ share, k }) => (
          <li key={facts.classes[k]} title={look ? `${facts.classes[k]}: ${percent(share, 3)}` : undefined} data-top={look && k === top ? true : undefined}>
            <span className="name">{facts.classes[k]}</span>
            <span className="track" aria-hidden="true"><span style={{ transform: `scaleX(${share})` }} /></span>
            <span className="share">{look ? percent(share, 0) : ''}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

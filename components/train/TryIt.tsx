'use client';
import { lazy, Suspense, useState } from 'react';
import { useTraining } from './use';
import { Answer } from './tryit/Answer';
import { missing, trialOf, type Trial } from './tryit/kind';

const DrawIt = lazy(() => import('./tryit/DrawIt'));
const MoveIt = lazy(() => import('./tryit/MoveIt'));
const SayIt = lazy(() => import('./tryit/SayIt'));
const PulseRoll = lazy(() => import('./tryit/PulseRoll'));

const WORDS: Readonly<Record<Trial, { readonly help: string; readonly waiting: string }>> = {
  draw: { help: 'Draw, and the chosen network answers with every stroke.', waiting: 'Its answer appears here as you draw.' },
  move: { help: 'Move something before an event camera, and the chosen network names it.', waiting: 'Its answer appears here when something moves.' },
  say: { help: 'Say a word of the made-up language, or have one said; the chosen network hears it through a model of the ear.', waiting: 'Its answer appears here when a word is said.' },
  pulses: { help: 'Place pulses, and see what the chosen network remembers of them.', waiting: 'Its answer appears here with the first pulse.' },
};

/** The chosen network, asked by the reader's own hand, camera or voice. */
export function TryIt() {
  const id = useTraining((s) => s.chosen);
  const facts = useTraining((s) => s.facts);
  const task = useTraining((s) => s.runs.find((run) => run.id === s.chosen)?.recipe.task);
  const sentence = useTraining((s) => missing({ run: s.runs.find((run) => run.id === s.chosen), race: s.race, facts: s.facts, shownTask: s.shownTask }));
  /** Kept while other networks are trained. */
  const [bitmap, setBitmap] = useState('');
  const trial = task && facts && !sentence ? trialOf(task, facts) : null;
  return (
    <section className="figure try-it" aria-labelledby="try-title">
      <h2 id="try-title">Try it yourself</h2>
      <p className="figure-help">{trial && WORDS[trial].help} Nothing leaves this device.</p>
      {sentence && <p className="try-missing">{sentence}</p>}
      {trial && id && task && facts && (
        <div className="try-pair">
          <Suspense fallback={<div className="try-tools" />}>
            {trial === 'draw' && <DrawIt id={id} task={task} facts={facts} bitmap={bitmap} onBitmap={setBitmap} />}
            {trial === 'move' && <MoveIt id={id} facts={facts} />}
            {trial === 'say' && <SayIt id={id} facts={facts} />}
            {trial === 'pulses' && <PulseRoll key={`${task.id} ${facts.steps}`} id={id} task={task} facts={facts} />}
          </Suspense>
          <Answer id={id} facts={facts} waiting={WORDS[trial].waiting} />
        </div>
      )}
    </section>
  );
}

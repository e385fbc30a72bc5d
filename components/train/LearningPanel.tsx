'use client';
import type { Recipe } from '@/lib/experiment/recipe';
import { changeRecipe, setBudget } from '@/lib/stores/training';
import { Segmented } from '../controls/Choices';
import { TypedNumber } from '../controls/TypedNumber';
import { RecipeNumber } from './RecipeNumber';
import { useTraining } from './use';

const NUMBERS = ['batch', 'rate', 'decay', 'clip'] as const;

/** How it learns; the same for every neuron. */
export function LearningPanel() {
  const learning = useTraining((s) => s.recipe.learning);
  const budget = useTraining((s) => s.budget);
  const change = (part: Partial<Recipe['learning']>) => changeRecipe((r) => ({ ...r, learning: { ...r.learning, ...part } }));
  return (
    <section aria-labelledby="learning-title">
      <h2 className="panel-title" id="learning-title">Learning, the same for all</h2>
      <Segmented label="Equal budget" value={budget.kind} options={[{ value: 'epochs', label: 'equal epochs' }, { value: 'seconds', label: 'equal seconds' }]}
        onChange={(kind) => setBudget(kind === 'epochs' ? { kind } : { kind, seconds: 20 })} />
      {budget.kind === 'seconds' && (
        <div className="field">
          <label htmlFor="budget">seconds each <span className="range">1 – 3600</span></label>
          <TypedNumber id="budget" value={budget.seconds} min={1} max={3600} onChange={(seconds) => setBudget({ kind: 'seconds', seconds })} />
        </div>
      )}
      <RecipeNumber field="epochs" value={learning.epochs} onChange={(epochs) => change({ epochs })} />
      {budget.kind === 'seconds' && <p className="quiet">A run that has made all its epochs ends sooner.</p>}
      <details className="block-row">
        <summary>AdamW, {learning.rate}, batch {learning.batch}, {learning.loss}</summary>
        {NUMBERS.map((field) => <RecipeNumber key={field} field={field} value={learning[field]} onChange={(v) => change({ [field]: v })} />)}
        <Segmented label="Schedule" value={learning.schedule} options={[{ value: 'constant', label: 'constant' }, { value: 'cosine', label: 'cosine' }]} onChange={(schedule) => change({ schedule })} />
        <RecipeNumber field="warmup" value={learning.warmup} onChange={(warmup) => change({ warmup })} />
        {learning.schedule === 'cosine' && <RecipeNumber field="minRate" value={learning.minRate} onChange={(minRate) => change({ minRate })} />}
        <Segmented label="Loss" value={learning.loss} options={[{ value: 'cross-entropy', label: 'cross-entropy' }, { value: 'mse', label: 'MSE' }]} onChange={(loss) => change({ loss })} />
        {learning.loss === 'cross-entropy' && <RecipeNumber field="smoothing" value={learning.smoothing} onChange={(smoothing) => change({ smoothing })} />}
      </details>
    </section>
  );
}

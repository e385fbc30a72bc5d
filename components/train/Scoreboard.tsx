'use client';
import { useMemo, useState } from 'react';
import { TASKS } from '@/lib/datasets/tasks/list';
import { neuronLabel } from '@/lib/experiment/recipe';
import { fixed, percent } from '@/lib/figures/format';
import { count } from '@/lib/numerics/words';
import { openRun, removeRun, runFile, openRunFile, noticeTraining, type TrainingRun } from '@/lib/stores/training';
import { useTraining } from './use';

interface Row {
  readonly run: TrainingRun;
  readonly task: string;
  readonly neuron: string;
  readonly seed: number;
  readonly epochs: number;
  readonly validation: number | null;
  readonly test: number | null;
  readonly seconds: number;
  readonly rate: number | null;
  readonly additions: number | null;
  readonly multiplications: number | null;
  readonly backend: string;
}

const taskLabel = ({ id, file }: TrainingRun['recipe']['task']) => (id === 'files' ? file.split('#')[0] || 'files' : TASKS.find((t) => t.id === id)?.label ?? id);

function rowOf(run: TrainingRun): Row {
  const last = run.history.at(-1);
  return {
    run, task: taskLabel(run.recipe.task), neuron: neuronLabel(run.recipe.neuron.kind), seed: run.recipe.seed, epochs: last?.epoch ?? 0,
    validation: last?.validationAccuracy ?? null, test: run.test?.accuracy ?? null, seconds: run.seconds,
    rate: last ? last.rates.reduce((a, b) => a + b, 0) / Math.max(1, last.rates.length) : null,
    additions: last?.operations.additions ?? null, multiplications: last?.operations.multiplications ?? null,
    backend: run.shipped ? 'shipped' : run.backend,
  };
}

const COLUMNS = [
  { key: 'task', label: 'task' }, { key: 'neuron', label: 'neuron' }, { key: 'seed', label: 'seed' }, { key: 'epochs', label: 'epochs' },
  { key: 'validation', label: 'validation' }, { key: 'test', label: 'test' }, { key: 'seconds', label: 'seconds' }, { key: 'rate', label: 'spikes a step' },
  { key: 'additions', label: 'additions' }, { key: 'multiplications', label: 'multiplications' }, { key: 'backend', label: 'backend' },
] as const;
type Key = (typeof COLUMNS)[number]['key'];

function text(row: Row, key: Key): string {
  const value = row[key];
  if (value === null) return '–';
  if (key === 'validation' || key === 'test') return percent(value as number);
  if (key === 'seconds') return fixed(value as number, 1);
  if (key === 'rate') return fixed(value as number, 3);
  if (key === 'additions' || key === 'multiplications') return count(Math.round(value as number));
  return String(value);
}

async function save(id: string): Promise<void> {
  try {
    const { name, bytes } = await runFile(id);
    const { download } = await import('../figures/exportFigure');
    download(name, [bytes as unknown as string], 'application/octet-stream');
  } catch (error) {
    noticeTraining(error instanceof Error ? error.message : String(error));
  }
}

/** All runs on this device: sort, filter, take along, go on. */
export function Scoreboard() {
  const runs = useTraining((s) => s.runs);
  const [by, setBy] = useState<{ key: Key; down: boolean }>({ key: 'test', down: true });
  const [filter, setFilter] = useState('');
  const rows = useMemo(() => {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    const compare = (a: Row, b: Row) => {
      const [x, y] = [a[by.key], b[by.key]];
      const order = x === null ? 1 : y === null ? -1 : typeof x === 'number' ? x - (y as number) : String(x).localeCompare(String(y));
      return x === null || y === null ? order : by.down ? -order : order;
    };
    return runs.map(rowOf).filter((row) => words.every((word) => `${row.task} ${row.neuron} seed ${row.seed} ${row.backend}`.toLowerCase().includes(word))).sort(compare);
  }, [runs, by, filter]);
  const exportCsv = async () => {
    const { download } = await import('../figures/exportFigure');
    const number = (v: Row[Key]) => (typeof v === 'number' ? String(v) : v === null ? '' : `"${v.replaceAll('"', '""')}"`);
    download('training-runs.csv', [`${COLUMNS.map(({ label }) => label).join(',')}\n`, ...rows.map((row) => `${COLUMNS.map(({ key }) => number(row[key])).join(',')}\n`)], 'text/csv');
  };
  return (
    <section className="figure" aria-labelledby="scoreboard-title">
      <div className="figure-head">
        <h2 id="scoreboard-title">Scoreboard</h2>
        <input type="search" className="search" placeholder="filter: rpsu seed 1" aria-label="Filter the runs" value={filter} onChange={(event) => setFilter(event.target.value)} />
        <button type="button" className="button" disabled={rows.length === 0} onClick={() => void exportCsv()}>CSV</button>
        <label className="button file-button">
          Open a run…
          <input type="file" accept=".npz" onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void file.arrayBuffer().then((buffer) => openRunFile(new Uint8Array(buffer), file.name));
          }} />
        </label>
      </div>
      <p className="figure-help">All runs on this device, kept after every epoch, here and nowhere else; and those that ship with this site.</p>
      {runs.length === 0 ? <p className="empty">No run yet. The first epoch of the first race writes the first line.</p> : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Runs">
          <table className="scoreboard">
            <thead>
              <tr>
                {COLUMNS.map(({ key, label }) => (
                  <th key={key} scope="col" aria-sort={by.key === key ? (by.down ? 'descending' : 'ascending') : undefined}>
                    <button type="button" onClick={() => setBy({ key, down: by.key === key ? !by.down : true })}>{label}{by.key === key ? (by.down ? ' ↓' : ' ↑') : ''}</button>
                  </th>
                ))}
                <th scope="col"><span className="visually-hidden">what can be done</span></th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.run.id} data-state={row.run.state}>
                  {COLUMNS.map(({ key }) => <td key={key} data-kind={key === 'neuron' ? row.run.recipe.neuron.kind : undefined}>{text(row, key)}</td>)}
                  <td><span className="row-actions">
                    <button type="button" className="link-button" onClick={() => void openRun(row.run.id)}>{row.run.state === 'kept' ? 'Open' : 'Look'}</button>
                    <button type="button" className="link-button" onClick={() => void save(row.run.id)}>Save</button>
                    <button type="button" className="link-button" onClick={() => void removeRun(row.run.id)}>Delete</button>
                  </span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

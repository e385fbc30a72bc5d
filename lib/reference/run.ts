import { FAMILIES, type CaseFile } from './cases';
import { emptyVerdict, judge, TOLERANCES, type Verdict } from './compare';
import { runFloat64 } from './float64';
import { runTensors } from './tensors';

/** Runs a family's cases through the float64 form. */
export function verifyFloat64(file: CaseFile): Verdict {
  const verdict = emptyVerdict();
  for (const c of file.cases) judge(verdict, c, runFloat64(FAMILIES[file.family](c)), TOLERANCES.float64);
  return verdict;
}

/** Runs a family's cases through the tensor form on the tfjs backend in use. */
export async function verifyTensors(file: CaseFile, backend: 'cpu' | 'webgl'): Promise<Verdict> {
  const verdict = emptyVerdict();
  for (const c of file.cases) judge(verdict, c, await runTensors(FAMILIES[file.family](c)), TOLERANCES[backend]);
  return verdict;
}

import { FAMILIES, type CaseFile, type Job } from './cases';
import { emptyVerdict, judge, TOLERANCES, type Verdict } from './compare';
import { runFloat64, type Outputs } from './float64';
import { runTensors } from './tensors';

/** Runs and judges every case. One that cannot be read or run is a finding, and the rest still runs. */
async function verify(file: CaseFile, run: (job: Job) => Outputs | Promise<Outputs>, form: keyof typeof TOLERANCES): Promise<Verdict> {
  const verdict = emptyVerdict();
  for (const [k, c] of file.cases.entries()) {
    try {
      judge(verdict, c, await run(FAMILIES[file.family](c)), TOLERANCES[form]);
    } catch (error) {
      verdict.cases = k + 1;
      verdict.failures.push(`${c?.id ?? `case ${k + 1} of the file`}: could not be checked: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  if (file.cases.length === 0) verdict.failures.push('The file holds no cases.');
  return verdict;
}

/** Runs a family's cases through the float64 form. */
export const verifyFloat64 = (file: CaseFile): Promise<Verdict> => verify(file, runFloat64, 'float64');

/** Runs a family's cases through the tensor form on the tfjs backend in use. */
export const verifyTensors = (file: CaseFile, backend: 'cpu' | 'webgl'): Promise<Verdict> => verify(file, runTensors, backend);

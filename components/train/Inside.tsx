'use client';
import { Answers, RunChoice } from './Answers';
import { EnergyView, FiringRates, Gradients, Matrices, Membranes, StepTime } from './Curves';
import { SampleView } from './SampleView';
import { Scoreboard } from './Scoreboard';

/** What is below the first screen: into the runs, and all of them in a table. */
export default function Inside() {
  return (
    <>
      <div className="into"><RunChoice /></div>
      <SampleView />
      <div className="pair-wide"><Answers /></div>
      <div className="pair-wide"><FiringRates /><EnergyView /></div>
      <div className="pair-wide"><StepTime /><Gradients /></div>
      <Membranes />
      <Matrices />
      <Scoreboard />
    </>
  );
}

import { renderEquations } from '@/components/lab/equations';
import { Lab } from '@/components/lab/Lab';

export default function Page() {
  return <Lab equations={renderEquations()} />;
}

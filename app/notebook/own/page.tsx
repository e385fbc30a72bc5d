import type { Metadata } from 'next';
import { OwnPage } from '@/components/notebook/OwnPage';
import { Header } from '@/components/shell/Header';

export const metadata: Metadata = { title: 'Your notebook' };

/** A notebook of the reader's own, or one that came in a link. */
export default function Page() {
  return (
    <>
      <Header here="/notebook/" />
      <main className="notebook-page"><OwnPage /></main>
    </>
  );
}

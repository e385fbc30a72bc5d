import type { Metadata } from 'next';
import { ChapterHead, ChapterFoot } from '@/components/notebook/ChapterHead';
import { ChapterPage } from '@/components/notebook/ChapterPage';
import { Header } from '@/components/shell/Header';
import { chapter, chapterNames, isNumbered } from '@/lib/notebook/chapters';

type Props = { params: Promise<{ chapter: string }> };

export const dynamicParams = false;
export const generateStaticParams = async () => (await chapterNames()).map((name) => ({ chapter: name }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await chapter((await params).chapter)).title };
}

/** A chapter of the course. */
export default async function Page({ params }: Props) {
  const { chapter: name } = await params;
  const prepared = await chapter(name);
  return (
    <>
      <Header here="/notebook/" />
      <main className={`notebook-page${isNumbered(name) ? '' : ' reference'}`}>
        <ChapterPage name={name} prepared={prepared}><ChapterHead name={name} /></ChapterPage>
        <ChapterFoot name={name} />
      </main>
    </>
  );
}

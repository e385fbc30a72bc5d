import { chapter, chapterNames, chapterPage, isNumbered } from '@/lib/notebook/chapters';

/** Before a chapter: its place in the course, and what the reader will be able to do. */
export async function ChapterHead({ name }: { name: string }) {
  const { minutes, goals } = await chapter(name);
  const numbered = (await chapterNames()).filter(isNumbered);
  const place = numbered.indexOf(name);
  return (
    <div className="chapter-head">
      {place >= 0 && <p className="quiet">Chapter {place + 1} of {numbered.length}{minutes && ` · about ${minutes} minutes`}. The space bar reads on.</p>}
      {goals.length > 0 && (
        <div className="goals">
          <p>After this chapter you will be able to</p>
          <ul>{goals.map((goal) => <li key={goal}>{goal}</li>)}</ul>
        </div>
      )}
    </div>
  );
}

/** After a chapter: the one before and the next. */
export async function ChapterFoot({ name }: { name: string }) {
  const names = (await chapterNames()).filter(isNumbered);
  const place = names.indexOf(name);
  const link = async (other: string | undefined, word: string) => {
    if (!other) return null;
    const { title } = await chapter(other);
    return <a href={chapterPage(other)}><span className="quiet">{word}</span>{title}</a>;
  };
  return (
    <nav className="chapter-foot" aria-label="Chapters">
      {place >= 0 ? await link(names[place - 1], 'Before') ?? <span /> : <span />}
      {place >= 0 ? await link(names[place + 1], 'Next') : null}
    </nav>
  );
}

/** How long, and for how many questions, an answer is remembered. */
export interface MemorySize {
  readonly ms: number;
  readonly max: number;
}

interface Remembered<Answer> {
  readonly answer: Promise<Answer>;
  readonly until: number;
}

/**
 * Looks things up, and remembers the answers for a while: a song's segments are asked for one by one, and what decides
 * about one decides about the next. Who asks while it is being looked up waits for the same answer. A failure is not
 * remembered, nor that there is nothing: there may be something a moment later.
 */
export function remembering<Asked, Answer>(
  { ms, max }: MemorySize,
  look: (asked: Asked) => Promise<Answer>,
): (asked: Asked, now: Date) => Promise<Answer> {
  const known = new Map<string, Remembered<Answer>>();
  return (asked, now) => {
    const key = JSON.stringify(asked);
    const found = known.get(key);
    if (found && now.getTime() < found.until) return found.answer;
    const answer = look(asked);
    known.delete(key);
    known.set(key, { answer, until: now.getTime() + ms });
    const [oldest] = known.keys();
    if (known.size > max && oldest !== undefined) known.delete(oldest);
    const forget = () => {
      if (known.get(key)?.answer === answer) known.delete(key);
    };
    answer.then((found) => found === undefined && forget(), forget);
    return answer;
  };
}

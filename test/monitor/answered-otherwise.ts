import type { MetricAnswer, MetricQuery, Sources } from '../../src/monitor/sources.ts';

/** Sources whose series are replaced: `otherwise` gets each query and its real answer. */
export function answeredOtherwise(
  { metrics, ...sources }: Sources,
  otherwise: (query: MetricQuery, answer: MetricAnswer) => MetricAnswer,
): Sources {
  return {
    ...sources,
    metrics: {
      ...metrics,
      page: async (queries, ...question) => {
        const page = await metrics.page(queries, ...question);
        if (!page.ok) return page;
        const items = page.value.items.map((item) => otherwise(queries[item.index]!, item));
        return { ok: true, value: { ...page.value, items } };
      },
    },
  };
}

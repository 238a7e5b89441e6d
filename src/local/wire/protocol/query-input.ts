interface Branch {
  readonly children: Map<string, Branch>;
  text: string | null;
}

const DEEPEST = 12;

/**
 * The input that flattened AWS Query parameters spell: `A.member.1.B=x` becomes `{ A: [{ B: 'x' }] }`. Leaves stay
 * text. Null when the parameters contradict each other or nest too deep.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryInput(parameters: URLSearchParams): unknown {
  const root: Branch = { children: new Map(), text: null };
  for (const [name, text] of parameters) {
    const path = name.split('.');
    if (path.length > DEEPEST) return null;
    let branch = root;
    for (const part of path) branch = childOf(branch, part);
    if (branch.text !== null) return null;
    branch.text = text;
  }
  return root.children.size === 0 ? {} : inputOf(root);
}

function childOf(branch: Branch, name: string): Branch {
  const known = branch.children.get(name);
  if (known !== undefined) return known;
  const child: Branch = { children: new Map(), text: null };
  branch.children.set(name, child);
  return child;
}

function inputOf(branch: Branch): unknown {
  if (branch.children.size === 0) return branch.text ?? '';
  const list = branch.children.get('member');
  if (list !== undefined && branch.children.size === 1) {
    return [...list.children]
      .sort(([left], [right]) => Number(left) - Number(right))
      .map(([, item]) => inputOf(item));
  }
  return Object.fromEntries([...branch.children].map(([name, child]) => [name, inputOf(child)]));
}

// Keeps the page up to date: asks for it again when something happens and every few seconds, and puts in the sections that
// differ. Everything on it is made by the server; what the other nodes say is put in as text, never as HTML.
const EVERY = 5000;
const LEAST = 800;
const SETTLED = 300; // the node makes its page four times a second at most
const live = document.getElementById('live');
const news = document.getElementById('news');
let asking = false;
let again = false;
let lastAsked = 0;

function say(words, lost) {
  if (live && live.textContent !== words) {
    live.textContent = words;
    live.classList.toggle('lost', lost);
  }
}

function localTimes(root) {
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    const two = (number) => String(number).padStart(2, '0');
    time.textContent = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ` +
      `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
    time.title = time.dateTime;
  }
}

// What is open stays open, and the keyboard stays where it is.
function replace(before, after) {
  localTimes(after);
  for (const open of before.querySelectorAll('details[open]')) {
    after.querySelector('#' + CSS.escape(open.id))?.setAttribute('open', '');
  }
  if (before.innerHTML === after.innerHTML) {
    return;
  }
  if (before.tagName !== after.tagName) { // a reload of the daemon brought the first virtual server, or took the last
    before.replaceWith(after);
    return;
  }
  const focused = before.contains(document.activeElement) ? document.activeElement.id : '';
  before.replaceChildren(...after.childNodes);
  if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

async function refresh() {
  if (asking || Date.now() - lastAsked < LEAST) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  lastAsked = Date.now();
  try {
    const answer = await fetch(location.pathname, { signal: AbortSignal.timeout(4000) });
    if (!answer.ok && answer.status !== 503) { // 503: the daemon's own page, VRRP does not answer
      throw new Error(answer.statusText);
    }
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!next.getElementById('content')) { // a proxy's page: the node may be back the next time
      throw new Error('not the page of a node');
    }
    document.title = next.title;
    for (const id of ['heading', 'findings', 'routers', 'servers', 'watched', 'timeline']) {
      const before = document.getElementById(id);
      const after = next.getElementById(id);
      if (before && after) {
        replace(before, after);
      } else if (before || after) {
        location.reload();
        return;
      }
    }
    say('Live', false);
  } catch {
    say('No connection to the node: what is below may be old', true);
  } finally {
    asking = false;
  }
}

function announce(words) {
  const line = document.createElement('p');
  line.textContent = words;
  news?.append(line);
  while (news?.childElementCount > 5) {
    news.firstElementChild.remove();
  }
}

function put(parent, element, words, kind) {
  const child = document.createElement(element);
  child.textContent = words;
  if (kind) {
    child.className = kind;
  }
  parent.append(child);
  return child;
}

function show(article, status) {
  const place = article.querySelector('.node');
  const fresh = document.createElement('div');
  for (const instance of status.instances.slice(0, 100)) {
    const line = put(fresh, 'p', '');
    put(line, 'b', instance.instance);
    line.append(' ');
    put(line, 'span', instance.state, 'badge ' + instance.state.toLowerCase());
    line.append(' ' + instance.reason);
  }
  if (status.instances.length === 0) {
    put(fresh, 'p', 'No virtual routers');
  }
  const name = article.querySelector('.name');
  name.textContent = status.agent.routerId || name.textContent;
  if (place.innerHTML !== fresh.innerHTML) {
    place.replaceChildren(...fresh.childNodes);
  }
}

async function askNode(article) {
  try {
    const answer = await fetch(new URL('status.json', article.dataset.page), { credentials: 'omit', signal: AbortSignal.timeout(3000) });
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    show(article, await answer.json());
    article.classList.remove('fault');
  } catch {
    article.classList.add('fault');
    const words = 'Does not answer, or does not know this page: it needs --peer-page=' + location.origin + '/';
    const place = article.querySelector('.node');
    if (place.textContent !== words) {
      place.replaceChildren();
      put(place, 'p', words, 'trouble');
    }
  }
}

function askNodes() {
  if (document.visibilityState === 'visible') {
    document.querySelectorAll('[data-page]').forEach(askNode);
  }
}

localTimes(document);
say('Live', false);
askNodes();
setInterval(() => {
  if (document.visibilityState === 'visible') {
    refresh();
    askNodes();
  }
}, EVERY);
setInterval(() => again && refresh(), LEAST);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());
const stream = new EventSource('events');
stream.addEventListener('happened', (message) => {
  announce(JSON.parse(message.data).text);
  setTimeout(refresh, SETTLED);
});

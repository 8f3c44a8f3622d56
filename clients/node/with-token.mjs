// For clients that cannot send a token: passes every request on as it came, Host and Origin included, with the token added.
// node with-token.mjs TARGET TOKEN; prints its own address and serves until it is killed.
import http from 'node:http';

const [target, token] = process.argv.slice(2);
const { hostname, port } = new URL(target);

const proxy = http.createServer((request, response) => {
  const headers = { authorization: `Bearer ${token}`, ...request.headers };
  const onward = http.request({ hostname, port, method: request.method, path: request.url, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
});
proxy.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${proxy.address().port}`));

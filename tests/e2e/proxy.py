"""TCP proxies between validators, in a thread of their own: they delay, stall and cut links."""
import asyncio
import random
import threading


class Link:
    """How one direction between two validators behaves; may be changed at any time."""

    def __init__(self):
        self.delay_s = 0.0
        self.jitter_s = 0.0
        self.stall = 0.0        # the chance of a chunk to come a retransmission later
        self.cut = False        # nothing passes, nobody is told
        self.bytes = 0


class Proxies:
    """One listening socket for each (from, to); `port(a, b)` is where a dials b."""
    RETRANSMISSION_S = 0.2

    def __init__(self, targets, seed=1):
        self.targets = targets
        self.links = {(a, b): Link() for a in targets for b in targets if a != b}
        self.random = random.Random(seed)
        self.ports = {}
        self.writers = set()
        self.servers = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.run(self.listen())

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    async def listen(self):
        for (a, b) in self.links:
            async def accept(reader, writer, a=a, b=b):
                await self.serve(a, b, reader, writer)
            server = await asyncio.start_server(accept, "127.0.0.1", 0)
            self.servers.append(server)
            self.ports[a, b] = server.sockets[0].getsockname()[1]

    def port(self, a, b):
        return self.ports[a, b]

    async def serve(self, a, b, reader, writer):
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.targets[b])
        except OSError:
            writer.close()
            return
        pair = {writer, far_writer}
        self.writers |= pair
        await asyncio.gather(self.pipe(self.links[a, b], reader, far_writer),
                             self.pipe(self.links[b, a], far_reader, writer))
        self.writers -= pair

    async def pipe(self, link, reader, writer):
        queue = asyncio.Queue(maxsize=4096)

        async def deliver():
            last = 0.0
            while True:
                due, data = await queue.get()
                last = max(last, due)
                wait = last - self.loop.time()
                if wait > 0:
                    await asyncio.sleep(wait)
                while link.cut:
                    await asyncio.sleep(0.02)
                if not data:
                    return
                writer.write(data)
                await writer.drain()
                link.bytes += len(data)
        delivery = asyncio.create_task(deliver())
        try:
            while data := await reader.read(65536):
                late = link.delay_s + self.random.uniform(0, link.jitter_s)
                if self.random.random() < link.stall:
                    late += self.RETRANSMISSION_S
                await queue.put((self.loop.time() + late, data))
            await queue.put((self.loop.time() + link.delay_s, b""))
            await delivery
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            delivery.cancel()
            writer.close()

    def delay(self, seconds, jitter=0.0, stall=0.0):
        for link in self.links.values():
            link.delay_s, link.jitter_s, link.stall = seconds, jitter, stall

    def partition(self, *groups):
        """Only within a group anything passes; groups of one may be left out."""
        where = {node: i for i, group in enumerate(groups) for node in group}
        for (a, b), link in self.links.items():
            link.cut = a not in where or where.get(a) != where.get(b)

    def heal(self):
        for link in self.links.values():
            link.cut = False

    def break_connections(self):
        def close():
            for writer in list(self.writers):
                writer.close()
        self.loop.call_soon_threadsafe(close)

    def close(self):
        async def cancel():
            for server in self.servers:
                server.close()
            for task in asyncio.all_tasks():
                if task is not asyncio.current_task():
                    task.cancel()
            await asyncio.sleep(0)
        self.run(cancel())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

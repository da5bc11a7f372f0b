"""A full-screen program in a pty, for the benchmarks; times are from the write of a key to the last byte before a silence."""
import fcntl, os, pty, select, signal, struct, termios, time


class Screen:
    def __init__(self, command, env, columns=120, rows=40):
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], command, env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = b""

    def drain(self, wait, quiet):
        data, last = b"", None
        while select.select([self.fd], [], [], wait)[0]:
            try: chunk = os.read(self.fd, 65536)
            except OSError: break
            if not chunk: break
            # The answer that a real terminal gives to the question where its cursor is.
            if b"\x1b[6n" in chunk: os.write(self.fd, b"\x1b[1;2R")
            data += chunk; last = time.perf_counter(); wait = quiet
        self.seen += data
        return data, last

    def paint(self, text, limit=20):
        """Seconds from exec until the text is on the screen and the paint is over."""
        end = time.perf_counter() + limit
        last = None
        while time.perf_counter() < end:
            data, t = self.drain(0.2, 0.02)
            last = t or last
            if text.encode() in self.seen and not data: break
            if text.encode() in self.seen: return last - self.start
        return (last or time.perf_counter()) - self.start

    def key(self, key, quiet=0.02):
        """Seconds until the last byte of the answer (None without one), and its bytes."""
        start = time.perf_counter()
        os.write(self.fd, key)
        data, last = self.drain(0.25, quiet)
        return (last - start if last else None), len(data)

    def memory(self):
        """Resident now, in MB."""
        with open(f"/proc/{self.pid}/status") as f:
            return next(int(line.split()[1]) for line in f if line.startswith("VmRSS")) / 1024

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

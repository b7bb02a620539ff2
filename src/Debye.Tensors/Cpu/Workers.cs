namespace Debye.Tensors.Cpu;

/// <summary>A pool of threads that shares the iterations of a loop.</summary>
/// <remarks>
/// Which thread runs which iteration varies; kernels therefore give every iteration its own part of the output and
/// keep the order of every sum, so that results do not depend on the number of threads. Safe for calls from many threads,
/// which take turns.
/// </remarks>
public sealed class Workers : IDisposable
{
    private const int SpinsBeforeSleep = 2000;
    private readonly Thread[] _threads;
    private readonly Lock _turn = new();
    private readonly SemaphoreSlim _start = new(0);
    private readonly ManualResetEventSlim _done = new(initialState: false, SpinsBeforeSleep);
    private Action<int, int>? _body;
    private Exception? _failure;
    private int _count;
    private int _next;
    private int _running;
    private bool _inLoop;
    private volatile bool _stop;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many run a loop, the caller included; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public Workers(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _threads = new Thread[threads - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = Invariant($"Debye worker {worker}") };
            _threads[i].Start();
        }
    }

    /// <summary>How many threads run a loop, the caller included.</summary>
    public int Threads { get; }

    /// <summary>Runs <c>body(worker, index)</c> for every index below a count and returns when all are done.</summary>
    /// <param name="count">Number of iterations.</param>
    /// <param name="body">Gets the number of the worker (0 … Threads - 1) and the index; must not begin a loop of its own.</param>
    /// <exception cref="InvalidOperationException">Called from the body of a loop.</exception>
    /// <exception cref="ObjectDisposedException">The threads have ended.</exception>
    public void For(int count, Action<int, int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var turn = Enter(this);
        _inLoop = true;
        try
        {
            Loop(count, body);
        }
        finally
        {
            _inLoop = false;
        }
    }

    /// <summary>Stops the threads, after waiting for a loop that is running.</summary>
    /// <exception cref="InvalidOperationException">Called from the body of a loop.</exception>
    public void Dispose()
    {
        using (EnterLoop())
        {
            if (_stop)
                return;
            _stop = true;
        }

        if (_threads.Length > 0)
            _start.Release(_threads.Length);
        foreach (var thread in _threads)
            thread.Join();
        _start.Dispose();
        _done.Dispose();
    }

    /// <summary>Waits until no other thread uses the threads, and holds them until the scope ends.</summary>
    /// <param name="owner">What has been disposed if the threads have ended.</param>
    /// <exception cref="InvalidOperationException">Called from the body of a loop.</exception>
    /// <exception cref="ObjectDisposedException">The threads have ended.</exception>
    internal Lock.Scope Enter(object owner)
    {
        var turn = EnterLoop();
        if (!_stop)
            return turn;
        turn.Dispose();
        throw new ObjectDisposedException(owner.GetType().Name);
    }

    private Lock.Scope EnterLoop()
    {
        // A worker that waited for the turn would wait for the loop that it is part of.
        var isWorker = Array.IndexOf(_threads, Thread.CurrentThread) >= 0;
        if (isWorker || (_turn.IsHeldByCurrentThread && _inLoop))
            throw new InvalidOperationException("the body of a loop cannot begin another loop of the same threads");
        return _turn.EnterScope();
    }

    private void Loop(int count, Action<int, int> body)
    {
        if (Threads == 1 || count <= 1)
        {
            for (var i = 0; i < count; i++)
                body(0, i);
            return;
        }

        _body = body;
        _count = count;
        _failure = null;
        Volatile.Write(ref _next, 0);
        var helpers = Math.Min(_threads.Length, count - 1);
        Volatile.Write(ref _running, helpers);
        _done.Reset();
        _start.Release(helpers);
        Run(0);
        _done.Wait();
        _body = null;
        if (_failure is not null)
            throw new AggregateException(_failure);
    }

    private void Work(int worker)
    {
        while (true)
        {
            _start.Wait();
            if (_stop)
                return;
            Run(worker);
            if (Interlocked.Decrement(ref _running) == 0)
                _done.Set();
        }
    }

    private void Run(int worker)
    {
        try
        {
            for (var i = Interlocked.Increment(ref _next) - 1; i < _count; i = Interlocked.Increment(ref _next) - 1)
                _body!(worker, i);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            Volatile.Write(ref _next, _count);
        }
    }
}

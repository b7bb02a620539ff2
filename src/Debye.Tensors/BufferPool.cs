using System.Collections.Concurrent;

namespace Debye.Tensors;

/// <summary>Buffers that calls from many threads borrow, one at a time each: tapes, extractors, anything that is not for two threads at
/// once.</summary>
/// <remarks>As many are made as have ever been on loan together. Safe for calls from many threads.</remarks>
/// <typeparam name="T">What is lent.</typeparam>
/// <param name="make">Makes another one; called on any thread.</param>
public sealed class BufferPool<T>(Func<T> make)
    where T : class
{
    private readonly ConcurrentBag<T> _free = [];

    /// <summary>Borrows one; disposing of the loan returns it in its current state.</summary>
    public Loan Borrow() => new(this, _free.TryTake(out var free) ? free : make());

    /// <summary>One buffer on loan.</summary>
    public readonly ref struct Loan
    {
        private readonly BufferPool<T> _pool;

        internal Loan(BufferPool<T> pool, T value) => (_pool, Value) = (pool, value);

        /// <summary>The buffer; not to be used after the loan.</summary>
        public T Value { get; }

        /// <summary>Gives the buffer back.</summary>
        public void Dispose() => _pool._free.Add(Value);
    }
}

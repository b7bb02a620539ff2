using System.Collections.Concurrent;

namespace Debye.TestSupport;

/// <summary>A clock whose waits are over at once, and that remembers how long they would have been.</summary>
internal sealed class ImpatientClock : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
            Waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}

using System.Threading.Channels;

namespace Debye.Learning.Training;

/// <summary>Makes batches on worker threads, hands them out in order, and never holds more than a few.</summary>
/// <remarks>
/// Worker w of n makes the batches w, w+n, w+2n … into a bounded channel of its own, and the reader takes turns: the order,
/// and with it the training, does not depend on the number of threads or on timing.
/// </remarks>
public sealed class BatchPipeline : IDisposable
{
    private const int AheadPerWorker = 3;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Batch>[] _channels;
    private readonly Task[] _workers;
    private readonly long _firstBatch;
    private long _next;

    /// <summary>Starts the workers.</summary>
    /// <param name="source">Makes the examples.</param>
    /// <param name="batchSize">Examples per batch, at least 1.</param>
    /// <param name="firstBatch">Number of the first batch to make.</param>
    /// <param name="workers">Worker threads, at least 1.</param>
    /// <param name="rank">Rank of this process among <paramref name="ranks"/>; each rank makes its own examples.</param>
    /// <param name="ranks">Number of processes.</param>
    public BatchPipeline(IExampleSource source, int batchSize, long firstBatch, int workers, int rank = 0, int ranks = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        _firstBatch = _next = firstBatch;
        _channels = [.. Enumerable.Range(0, workers).Select(_ => Channel.CreateBounded<Batch>(AheadPerWorker))];
        _workers =
        [
            .. Enumerable
                .Range(0, workers)
                .Select(w =>
                    Task.Factory.StartNew(
                        () => Work(source, batchSize, w, rank, ranks),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                ),
        ];
    }

    /// <summary>The next batch; waits until it is made.</summary>
    /// <exception cref="InvalidOperationException">A worker failed; the cause is inside.</exception>
    public Batch Next()
    {
        var channel = _channels[(_next++ - _firstBatch) % _channels.Length];
        try
        {
            return channel.Reader.ReadAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException problem)
        {
            throw new InvalidOperationException($"Making examples failed: {problem.InnerException?.Message}", problem.InnerException);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAll(_workers);
        _stop.Dispose();
    }

    private void Work(IExampleSource source, int batchSize, int worker, int rank, int ranks)
    {
        var writer = _channels[worker].Writer;
        try
        {
            var maker = source.CreateMaker();
            for (var batch = _firstBatch + worker; !_stop.IsCancellationRequested; batch += _channels.Length)
            {
                var made = MakeBatch(maker, source.FeatureLength, batchSize, (batch * ranks + rank) * batchSize);
                writer.WriteAsync(made, _stop.Token).AsTask().GetAwaiter().GetResult();
            }
        }
        catch (OperationCanceledException)
        {
            writer.TryComplete();
        }
        catch (Exception problem)
        {
            writer.TryComplete(problem);
        }
    }

    private static Batch MakeBatch(IExampleMaker maker, int length, int count, long firstExample)
    {
        var features = new float[count * length];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
            labels[i] = maker.Make(firstExample + i, features.AsSpan(i * length, length));
        return new Batch(features, labels);
    }
}

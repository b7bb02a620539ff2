namespace Debye.Learning.Trees;

/// <summary>Independent items on a given number of threads; which thread takes an item must not matter to the result.</summary>
internal static class ParallelLoop
{
    /// <summary>Runs every item once. The second argument of the body is the worker, 0…threads−1, for buffers of its own.</summary>
    public static void Run(int count, int threads, Action<int, int> body)
    {
        var workers = Math.Min(threads, count);
        if (workers <= 1)
        {
            for (var item = 0; item < count; item++)
                body(item, 0);
            return;
        }

        var next = -1;
        Parallel.For(
            0,
            workers,
            new ParallelOptions { MaxDegreeOfParallelism = workers },
            worker =>
            {
                for (var item = Interlocked.Increment(ref next); item < count; item = Interlocked.Increment(ref next))
                    body(item, worker);
            }
        );
    }
}

using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Examples as a model sees them.</summary>
/// <param name="Ids">Name of each.</param>
/// <param name="Features">Row by row.</param>
/// <param name="Labels">Class number of each, 0…8.</param>
public sealed record EisExamples(IReadOnlyList<string> Ids, FeatureTable Features, int[] Labels)
{
    private const int ReportEvery = 1000;

    /// <summary>Number of examples.</summary>
    public int Count => Labels.Length;

    /// <summary>Computes the features of labelled spectra in parallel; the result does not depend on the number of threads.</summary>
    /// <param name="items">The spectra.</param>
    /// <param name="features">Identifier of the features.</param>
    /// <param name="threads">Threads, 1 or more.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static EisExamples From(
        IReadOnlyList<LabelledImpedance> items,
        string features,
        int threads,
        CancellationToken cancellation = default
    ) => Make(items.Count, () => i => items[i], features, threads, cancellation: cancellation);

    /// <summary>Makes spectra and computes their features in parallel.</summary>
    /// <param name="count">Number of examples.</param>
    /// <param name="createMaker">Makes, for one thread, a function from the number of an example to its spectrum.</param>
    /// <param name="features">Identifier of the features.</param>
    /// <param name="threads">Threads, 1 or more.</param>
    /// <param name="report">Receives lines of progress; null for silence.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static EisExamples Make(
        int count,
        Func<Func<int, LabelledImpedance>> createMaker,
        string features,
        int threads,
        Action<string>? report = null,
        CancellationToken cancellation = default
    )
    {
        var done = 0;
        var width = EisFeatures.Create(features).Names.Length;
        var (values, labels, ids) = (new float[count * width], new int[count], new string[count]);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(
            0,
            count,
            options,
            () => (Make: createMaker(), Features: EisFeatures.Create(features)),
            (i, _, own) =>
            {
                var item = own.Make(i);
                own.Features.Compute(item.Spectrum, values.AsSpan(i * width, width));
                (labels[i], ids[i]) = (EisCircuitClass.IndexOf(item.Label), item.Id);
                if (Interlocked.Increment(ref done) % ReportEvery == 0)
                    report?.Invoke(Invariant($"{done:n0} of {count:n0} examples"));
                return own;
            },
            _ => { }
        );
        return new EisExamples(ids, new FeatureTable(values, width), labels);
    }
}

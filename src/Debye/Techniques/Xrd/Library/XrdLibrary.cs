using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Debye.Techniques.Xrd.Library;

/// <summary>A searchable set of known crystals.</summary>
/// <remarks>
/// A search has two stages. First every entry is compared with the pattern at every isotropic scale: on the ln Q grid a
/// scale is a shift, so a comparison is a handful of look-ups. Then the cells of the best entries are fitted within their
/// crystal system and the fitted profiles are compared point by point.
/// Safe for calls from many threads.
/// </remarks>
public sealed class XrdLibrary
{
    internal const int Points = 4096;
    private const double CoarseSigmaDegrees = 0.12;
    private readonly CoarseIndex _index;

    /// <summary>Reads a library file.</summary>
    /// <exception cref="DataFormatException">The file is no library.</exception>
    public static XrdLibrary Read(string path)
    {
        var (entries, source) = LibraryFile.Read(path);
        return new XrdLibrary(entries, source);
    }

    /// <summary>Creates a library of entries.</summary>
    /// <param name="entries">The known crystals.</param>
    /// <param name="source">Origin and licence of the crystals.</param>
    public XrdLibrary(IEnumerable<LibraryEntry> entries, string source = "")
    {
        Source = source;
        Entries = [.. entries];
        _index = new CoarseIndex(Entries, CoarseSigmaDegrees);
    }

    /// <summary>Origin and licence of the crystals.</summary>
    public string Source { get; }

    /// <summary>The known crystals.</summary>
    public ImmutableArray<LibraryEntry> Entries { get; }

    /// <summary>Hits for a pattern, best first, each entry at most once.</summary>
    /// <param name="features">Features on <see cref="GridPoints"/> points.</param>
    /// <param name="options">Search range and effort.</param>
    /// <param name="exclude">Entries that are left out, by index; null for none.</param>
    public ImmutableArray<LibraryMatch> Search(XrdFeatures features, LibrarySearchOptions options, Func<int, bool>? exclude = null)
    {
        if (features.Values.Length != Points)
            throw new ArgumentException(
                $"The library compares on {Points} points, the features have {features.Values.Length}.",
                nameof(features)
            );
        var query = features.Values.ToArray();
        var norm = TensorPrimitives.Norm<float>(query.AsSpan(features.FirstMeasured..(features.LastMeasured + 1)));
        TensorPrimitives.Multiply(query, 1 / norm, query);
        var starts = _index.Best(query, features.FirstMeasured, features.LastMeasured, options, exclude);
        var sigma = options.SigmaDegrees > 0 ? options.SigmaDegrees : ChooseSigma(starts, query, features);
        var matches = new LibraryMatch[starts.Length];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) };
        Parallel.For(
            0,
            starts.Length,
            threads,
            () => new LibraryProfile(Points),
            (i, _, profile) =>
            {
                var fit = new CellFit(
                    Entries[starts[i].Entry],
                    profile,
                    query,
                    features.FirstMeasured,
                    features.LastMeasured,
                    sigma,
                    options
                );
                matches[i] = fit.Run(starts[i].LengthScale);
                return profile;
            },
            _ => { }
        );
        return [.. matches.OrderByDescending(match => match.Score)];
    }

    /// <summary>Number of points of the features a search expects.</summary>
    public static int GridPoints => Points;

    private double ChooseSigma(CoarseHit[] starts, float[] query, XrdFeatures features)
    {
        ReadOnlySpan<double> widths = [0.04, 0.06, 0.085, 0.12, 0.17, 0.25];
        var profile = new LibraryProfile(Points);
        var metric = new double[6];
        var best = (Width: 0.085, Score: 0.0);
        foreach (var width in widths)
        {
            double total = 0;
            foreach (var start in starts.Take(10))
            {
                var entry = Entries[start.Entry];
                CellStrain.Apply(entry.ReciprocalMetric, entry.System, start.LengthScale, new double[5], metric);
                total += profile.Score(entry, metric, width, query, features.FirstMeasured, features.LastMeasured);
            }

            if (total > best.Score)
                best = (width, total);
        }

        return best.Width;
    }
}

using System.Collections.Immutable;

namespace Debye.Techniques.Xrd.Library;

/// <summary>A starting point for the cell fit.</summary>
internal readonly record struct CoarseHit(int Entry, double LengthScale, float Score);

/// <summary>Peaks of all entries as grid positions and weights; scores an entry at every scale by look-ups in the smoothed query.</summary>
internal sealed class CoarseIndex
{
    private readonly int[] _starts;
    private readonly float[] _positions;
    private readonly float[] _weights;
    private readonly float[] _norms;
    private readonly double _sigmaDegrees;

    public CoarseIndex(ImmutableArray<LibraryEntry> entries, double sigmaDegrees)
    {
        _sigmaDegrees = sigmaDegrees;
        _starts = new int[entries.Length + 1];
        _norms = new float[entries.Length];
        var positions = new List<float>();
        var weights = new List<float>();
        var peaks = new List<(double Position, double Intensity)>();
        for (var e = 0; e < entries.Length; e++)
        {
            Collect(entries[e], peaks);
            foreach (var (position, intensity) in peaks)
            {
                positions.Add((float)position);
                weights.Add((float)Math.Sqrt(intensity));
            }

            _starts[e + 1] = positions.Count;
            double square = 0;
            for (var i = _starts[e]; i < _starts[e + 1]; i++)
                square += (double)weights[i] * weights[i] * Width(positions[i]);
            _norms[e] = (float)Math.Sqrt(Math.Max(1e-20, square));
        }

        _positions = [.. positions];
        _weights = [.. weights];
    }

    /// <summary>The best entries with their best scale, best first.</summary>
    public CoarseHit[] Best(float[] query, int first, int last, LibrarySearchOptions options, Func<int, bool>? exclude)
    {
        var smooth = Smooth(query);
        var step = XrdFeatures.LogStep(XrdLibrary.Points);
        // A longer cell moves peaks to smaller Q: index shift = −ln(scale) / step.
        int fromShift = (int)Math.Floor(-Math.Log(options.MaxScale) / step),
            toShift = (int)Math.Ceiling(-Math.Log(options.MinScale) / step);
        var hits = new CoarseHit[_norms.Length];
        Parallel.For(
            0,
            _norms.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) },
            e =>
            {
                if (exclude?.Invoke(e) == true)
                {
                    hits[e] = new CoarseHit(e, 1, -1);
                    return;
                }

                var best = (Shift: 0, Score: -1f);
                for (var shift = fromShift; shift <= toShift; shift += 2)
                {
                    var score = ScoreAt(e, shift, smooth, first, last);
                    if (score > best.Score)
                        best = (shift, score);
                }

                hits[e] = new CoarseHit(e, Math.Exp(-best.Shift * step), best.Score);
            }
        );
        return [.. hits.Where(hit => hit.Score > 0).OrderByDescending(hit => hit.Score).Take(options.Refined)];
    }

    private float ScoreAt(int entry, int shift, float[] smooth, int first, int last)
    {
        float sum = 0,
            inside = 0,
            all = 1e-20f;
        for (var i = _starts[entry]; i < _starts[entry + 1]; i++)
        {
            var index = (int)(_positions[i] + shift + 0.5f);
            var weight = _weights[i];
            all += weight * weight;
            if (index < first || index > last)
                continue;
            sum += weight * smooth[index];
            inside += weight * weight;
        }

        // Only what lies in the measured range counts, but an entry that lies mostly outside must not win by its rest.
        var share = inside / all;
        return share < 0.1f ? 0 : sum / (_norms[entry] * MathF.Sqrt(share));
    }

    /// <summary>Gaussian of one width in 2θ; its width on the ln Q grid falls with the angle.</summary>
    private float[] Smooth(float[] query)
    {
        var result = new float[query.Length];
        for (var i = 0; i < query.Length; i++)
        {
            var sigma = SigmaAt(i);
            var reach = (int)Math.Ceiling(2.5 * sigma);
            float sum = 0;
            for (var d = -reach; d <= reach; d++)
            {
                var j = i + d;
                if ((uint)j < (uint)query.Length)
                    sum += query[j] * MathF.Exp((float)(-0.5 * d * d / (sigma * sigma)));
            }

            result[i] = sum;
        }

        return result;
    }

    private double Width(float position) => SigmaAt(Math.Clamp((int)position, 0, XrdLibrary.Points - 1)) * Math.Sqrt(Math.PI);

    private double SigmaAt(int index)
    {
        var q = XrdFeatures.MinQPerAngstrom * Math.Exp(index * XrdFeatures.LogStep(XrdLibrary.Points));
        var sine = Math.Min(0.99, q * XrdFeatures.ReferenceWavelengthAngstrom / (4 * Math.PI));
        return Math.Max(0.8, _sigmaDegrees * (Math.PI / 360) * Math.Sqrt(1 - sine * sine) / sine / XrdFeatures.LogStep(XrdLibrary.Points));
    }

    /// <summary>Reflections as grid positions, neighbours closer than their width joined by intensity.</summary>
    private void Collect(LibraryEntry entry, List<(double Position, double Intensity)> peaks)
    {
        peaks.Clear();
        var raw = new List<(double Position, double Intensity)>(entry.Count);
        for (var i = 0; i < entry.Count; i++)
        {
            var q = 2 * Math.PI * Math.Sqrt(entry.InverseDSquared(i, entry.ReciprocalMetric));
            raw.Add((XrdFeatures.IndexOfQ(q, XrdLibrary.Points), entry.Intensity(i)));
        }

        raw.Sort((a, b) => a.Position.CompareTo(b.Position));
        foreach (var (position, intensity) in raw)
        {
            if (peaks.Count > 0 && position - peaks[^1].Position < SigmaAt(Math.Clamp((int)position, 0, XrdLibrary.Points - 1)))
            {
                var (oldPosition, oldIntensity) = peaks[^1];
                var sum = oldIntensity + intensity;
                peaks[^1] = ((oldPosition * oldIntensity + position * intensity) / sum, sum);
            }
            else
            {
                peaks.Add((position, intensity));
            }
        }
    }
}

using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Explanation;

/// <summary>Scores of versions of one spectrum, many in one call of the model; counts what was asked.</summary>
internal sealed class VersionScores
{
    private readonly SpectrumScorer _scorer;
    private readonly float[] _spectrum;
    private readonly SpectrumBackground _background;
    private readonly int _batch;

    /// <param name="scorer">What is explained.</param>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="background">What stands where something is hidden.</param>
    /// <param name="batch">Most rows in one call.</param>
    public VersionScores(SpectrumScorer scorer, ReadOnlySpan<float> spectrum, SpectrumBackground background, int batch)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(background);
        if (spectrum.IsEmpty)
            throw new ArgumentException("Expected a spectrum of at least one point.", nameof(spectrum));
        background.RequireLength(spectrum.Length);
        (_scorer, _spectrum, _background, _batch) = (scorer, spectrum.ToArray(), background, batch);
    }

    /// <summary>Points of the spectrum.</summary>
    public int Points => _spectrum.Length;

    /// <summary>Rows scored so far.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Rows that one version costs.</summary>
    public int Cost => _background.Count;

    /// <summary>Score of the spectrum as it is.</summary>
    public double Whole() => Ask(_spectrum, 1)[0];

    /// <summary>Mean scores over the background of versions of which only parts are shown.</summary>
    /// <param name="versions">For each the parts that are shown, ascending.</param>
    public double[] Of(IReadOnlyList<List<(int Start, int End)>> versions)
    {
        var (scores, total) = (new double[versions.Count], versions.Count * Cost);
        for (var first = 0; first < total; first += _batch)
        {
            var rows = Math.Min(_batch, total - first);
            var values = new float[rows * Points];
            for (var i = 0; i < rows; i++)
            {
                var (version, background) = Math.DivRem(first + i, Cost);
                _background.Show(_spectrum, versions[version], background, values.AsSpan(i * Points, Points));
            }

            var answers = Ask(values, rows);
            for (var i = 0; i < rows; i++)
                scores[(first + i) / Cost] += answers[i] / Cost;
        }

        return scores;
    }

    private double[] Ask(float[] values, int rows)
    {
        var answers = _scorer(new FeatureTable(values, Points));
        if (answers.Length != rows)
            throw new InvalidOperationException(Invariant($"expected {rows} scores, got {answers.Length}"));
        if (Array.Exists(answers, answer => !double.IsFinite(answer)))
            throw new InvalidOperationException("expected finite scores, got others");
        Evaluations += rows;
        return answers;
    }
}

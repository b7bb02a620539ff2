namespace Debye.Learning.Metrics;

/// <summary>How many classes an answer may name.</summary>
public enum AnswerStyle
{
    /// <summary>One or none.</summary>
    Single = 0,

    /// <summary>Any number.</summary>
    Several = 1,
}

/// <summary>Counts of true classes against answers, the last column "unknown".</summary>
internal sealed class AnswerTable
{
    private readonly int[] _samples;
    private readonly int _trained;

    /// <summary>Counts.</summary>
    public AnswerTable(ReadOnlySpan<int> truth, IReadOnlyList<int[]> answers, int classes, int trained, AnswerStyle style)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentOutOfRangeException.ThrowIfZero(truth.Length, nameof(truth));
        if (trained < 1 || trained > classes)
            throw new ArgumentOutOfRangeException(nameof(trained), trained, Invariant($"Expected 1…{classes} trained classes."));
        if (answers.Count != truth.Length)
            throw new ArgumentException($"Expected {truth.Length} answers, one per sample, got {answers.Count}.", nameof(answers));
        (_trained, _samples, Counts) = (trained, new int[classes], new int[classes * (trained + 1)]);
        for (var i = 0; i < truth.Length; i++)
        {
            if ((uint)truth[i] >= (uint)classes)
                throw new ArgumentException(Invariant($"Expected classes 0…{classes - 1}, got {truth[i]}."), nameof(truth));
            if (answers[i].Length > 1 && style == AnswerStyle.Single)
                throw new ArgumentException(
                    Invariant($"Expected one class at most, got {answers[i].Length} for sample {i}."),
                    nameof(answers)
                );
            if (answers[i].Distinct().Count() != answers[i].Length)
                throw new ArgumentException(Invariant($"Expected each class once, sample {i} names one twice."), nameof(answers));
            _samples[truth[i]]++;
            foreach (var answer in answers[i])
            {
                if ((uint)answer >= (uint)trained)
                    throw new ArgumentException(Invariant($"Expected answers 0…{trained - 1}, got {answer}."), nameof(answers));
                Counts[truth[i] * (trained + 1) + answer]++;
            }

            if (answers[i].Length == 0)
                Counts[truth[i] * (trained + 1) + trained]++;
        }
    }

    /// <summary>Row-major, classes × (trained + 1).</summary>
    public int[] Counts { get; }

    /// <summary>Samples of trained classes.</summary>
    public int Known => _samples.Take(_trained).Sum();

    /// <summary>Samples of trained classes that were assigned to theirs.</summary>
    public int Hits => Enumerable.Range(0, _trained).Sum(k => Of(k, k));

    /// <summary>Samples of other classes that were assigned to none.</summary>
    public int Refused => Enumerable.Range(_trained, _samples.Length - _trained).Sum(k => Of(k, _trained));

    /// <summary>All assignments to trained classes.</summary>
    public int Assigned => Enumerable.Range(0, _trained).Sum(Column);

    /// <summary>Figures of one trained class.</summary>
    public ClassMerit MeritOf(int index, string label)
    {
        double hits = Of(index, index),
            own = _samples[index],
            others = _samples.Sum() - own;
        double? sensitivity = own > 0 ? hits / own : null;
        double? specificity = others > 0 ? 1 - (Column(index) - hits) / others : null;
        var efficiency = sensitivity is { } a && specificity is { } b ? Math.Sqrt(a * b) : sensitivity ?? specificity;
        return new ClassMerit(label, _samples[index], sensitivity, specificity, efficiency);
    }

    private int Of(int truth, int answer) => Counts[truth * (_trained + 1) + answer];

    private int Column(int answer) => Enumerable.Range(0, _samples.Length).Sum(truth => Of(truth, answer));
}

using System.Collections.Immutable;
using Debye.Learning.Answers;

namespace Debye.Learning.Techniques;

/// <summary>An open model that answers questions. Safe for calls from many threads.</summary>
public abstract class AnsweringModel : IDisposable
{
    /// <summary>Name of the model.</summary>
    public abstract string Name { get; }

    /// <summary>What it answers with beside the model, such as a library: names and values for reports.</summary>
    public virtual ImmutableArray<(string Name, string Value)> Used => [];

    /// <summary>The pieces of work of an input: each gives its samples when it is called, on any thread.</summary>
    /// <param name="path">A file, or a folder that is one measurement.</param>
    public virtual IEnumerable<Func<IReadOnlyList<SampleItem>>> Read(string path) => [() => Guard(path, () => ReadFile(path))];

    /// <summary>The pieces of work of standard input.</summary>
    public virtual IEnumerable<Func<IReadOnlyList<SampleItem>>> Read(Stream stream, string name) =>
        [() => Guard(name, () => ReadStream(stream, name))];

    /// <summary>Whether a folder is one measurement rather than many files.</summary>
    public virtual bool IsMeasurement(string folder) => false;

    /// <summary>Whether a file of a folder is read at all; others are passed over.</summary>
    public virtual bool IsReadable(string file) => true;

    /// <summary>Answers a question.</summary>
    /// <param name="sample">A sample that this model has read.</param>
    /// <param name="explains">Whether the answer is to hold what speaks for it, where that costs time.</param>
    /// <param name="cancellation">Ends long work.</param>
    /// <exception cref="ArgumentException">The sample is too short, empty or of another kind.</exception>
    public abstract Answer Answer(Sample sample, bool explains = false, CancellationToken cancellation = default);

    /// <summary>Lays an answer out for readers.</summary>
    /// <param name="answer">An answer of this model.</param>
    /// <param name="sample">The sample that it is about.</param>
    public abstract AnswerDocument Describe(Answer answer, Sample sample);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Samples of a file.</summary>
    protected abstract IEnumerable<Sample> ReadFile(string path);

    /// <summary>Samples of a stream.</summary>
    protected abstract IEnumerable<Sample> ReadStream(Stream stream, string name);

    /// <summary>Samples, and what ended their reading as one more item.</summary>
    protected static IReadOnlyList<SampleItem> Guard(string name, Func<IEnumerable<Sample>> read)
    {
        var items = new List<SampleItem>();
        try
        {
            foreach (var sample in read())
                items.Add(new SampleItem(sample.Name, sample, null));
        }
        catch (Exception problem) when (DataProblem.IsExpected(problem))
        {
            items.Add(new SampleItem(name, null, problem));
        }

        return items;
    }
}

/// <summary>An open model of a technique whose samples and answers have these types.</summary>
/// <typeparam name="TContent">Type of a sample's content.</typeparam>
/// <typeparam name="TAnswer">Type of its answers.</typeparam>
public abstract class AnsweringModel<TContent, TAnswer> : AnsweringModel
    where TContent : class
    where TAnswer : Answer
{
    /// <inheritdoc/>
    public sealed override Answer Answer(Sample sample, bool explains = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Answer((TContent)sample.Content, sample.Name, explains, cancellation);
    }

    /// <inheritdoc/>
    public sealed override AnswerDocument Describe(Answer answer, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(sample);
        return Describe((TAnswer)answer, (TContent)sample.Content);
    }

    /// <summary>Answers a question, see <see cref="Answer(Sample, bool, CancellationToken)"/>.</summary>
    protected abstract TAnswer Answer(TContent content, string input, bool explains, CancellationToken cancellation);

    /// <summary>Lays an answer out, see <see cref="Describe(Answer, Sample)"/>.</summary>
    protected abstract AnswerDocument Describe(TAnswer answer, TContent content);
}

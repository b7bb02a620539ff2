namespace Debye.Learning.Training;

/// <summary>Where a run stands.</summary>
/// <param name="Item">What is counted, such as "step" or "spectrum".</param>
/// <param name="Done">How many are done, 0…<paramref name="Total"/>.</param>
/// <param name="Total">How many there are.</param>
/// <param name="PerSecond">Rate; NaN where it is not known yet.</param>
/// <param name="Text">Further figures, such as the loss; may be empty.</param>
public readonly record struct RunStep(string Item, long Done, long Total, double PerSecond, string Text)
{
    /// <summary>Time left at this rate; null where it is not known.</summary>
    public TimeSpan? TimeLeft => PerSecond > 0 ? TimeSpan.FromSeconds((Total - Done) / PerSecond) : null;

    /// <inheritdoc/>
    public override string ToString()
    {
        var left = TimeLeft is { } time && Done < Total ? Invariant($"  {time:hh\\:mm\\:ss} left") : "";
        var rate = PerSecond > 0 ? Invariant($"  {PerSecond:0.#} {Item}s/s") : "";
        return Invariant($"{Item} {Done}/{Total}  {Text}{rate}{left}");
    }
}

/// <summary>Receives the progress messages of a run. Called from any thread.</summary>
public abstract class RunProgress
{
    /// <summary>Says nothing.</summary>
    public static RunProgress Silent { get; } = new Silence();

    /// <summary>Everything as lines.</summary>
    /// <param name="write">Receives them.</param>
    public static RunProgress Lines(Action<string> write) => new LineProgress(write);

    /// <summary>A line for people.</summary>
    public abstract void Say(string line);

    /// <summary>An input that cannot be used; the run continues without it.</summary>
    /// <param name="input">Name of the input.</param>
    /// <param name="problem">Why.</param>
    public abstract void Skip(string input, Exception problem);

    /// <summary>A step done of many.</summary>
    public abstract void Step(RunStep step);

    private sealed class Silence : RunProgress
    {
        public override void Say(string line) { }

        public override void Skip(string input, Exception problem) { }

        public override void Step(RunStep step) { }
    }

    private sealed class LineProgress(Action<string> write) : RunProgress
    {
        public override void Say(string line) => write(line);

        public override void Skip(string input, Exception problem) => write($"{input}: {problem.Message}");

        public override void Step(RunStep step) => write(step.ToString());
    }
}

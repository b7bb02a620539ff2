using Debye.Techniques;

namespace Debye.Learning.Techniques;

/// <summary>A technique as every front end and the conformance suite see it: what it is, and what it can do.</summary>
/// <remarks>What a technique cannot do it does not implement: the property stays null. A new technique is one entry of <see
/// cref="TechniqueRegistry"/>.</remarks>
public abstract class TechniqueModule
{
    /// <summary>Name, axis, unit, papers.</summary>
    public abstract Technique Technique { get; }

    /// <summary>Answers questions about measurements; null if it does not.</summary>
    public virtual AnswerVerb? Answers => null;

    /// <summary>Trains models by recipes; null if it does not.</summary>
    public virtual TrainVerb? Trains => null;

    /// <summary>Judges models on labelled data; null if it does not.</summary>
    public virtual EvaluateVerb? Evaluates => null;

    /// <summary>What the conformance suite asks.</summary>
    public abstract TechniqueProof Proof { get; }
}

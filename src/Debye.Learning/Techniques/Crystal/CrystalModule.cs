using Debye.Techniques;
using Debye.Techniques.Crystal;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Crystals: predict properties, train and judge models.</summary>
public sealed class CrystalModule : TechniqueModule
{
    /// <inheritdoc/>
    public override Technique Technique => CrystalTechnique.Description;

    /// <inheritdoc/>
    public override AnswerVerb Answers { get; } = new CrystalAnswerVerb();

    /// <inheritdoc/>
    public override TrainVerb Trains { get; } = new CrystalTrainVerb();

    /// <inheritdoc/>
    public override EvaluateVerb Evaluates { get; } = new CrystalEvaluateVerb();

    /// <inheritdoc/>
    public override TechniqueProof Proof { get; } = new CrystalProof();
}

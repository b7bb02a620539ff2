namespace Debye.Tensors;

/// <summary>y = x·weight + bias. Weight (in, out): the transpose of PyTorch's.</summary>
public sealed class Linear : Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    /// <summary>Makes a layer with He-uniform weights and zero bias.</summary>
    /// <param name="inputs">Numbers in.</param>
    /// <param name="outputs">Numbers out.</param>
    /// <param name="random">Source of the weights.</param>
    /// <param name="bias">Whether there is a bias.</param>
    public Linear(int inputs, int outputs, RandomStream random, bool bias = true)
    {
        _weight = Register("weight", new Parameter(inputs, outputs));
        Initialisation.HeUniform(_weight, inputs, random);
        _bias = bias ? Register("bias", new Parameter(outputs) { Decays = false }) : null;
    }

    /// <summary>The matrix (in, out).</summary>
    public Parameter Weight => _weight;

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) => Functional.Linear(tape, x, _weight, _bias);
}
